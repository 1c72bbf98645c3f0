-- An item is written twice more, when it is taken up and when it is over: room for that on its page spares entries in four indexes.
alter table job_item set (fillfactor = 60);
