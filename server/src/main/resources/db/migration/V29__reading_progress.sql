-- How far the reading of an operator is, and how fast it goes.
alter table operator_account
  add column sync_listed  bigint,           -- how many SIMs the whole list has shown that is being read, or was last
  add column sync_total   bigint,           -- how many it has in all; null: the operator does not say
  add column sync_rate    double precision, -- how many are listed in a second, lately; null: not known yet
  add column details_rate double precision; -- how many are read one by one in a second, lately; null: not known yet
