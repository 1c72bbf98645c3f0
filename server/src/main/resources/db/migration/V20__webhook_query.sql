-- What a receiver gave to be told of less, in the words of its format; empty: of all that the format tells.
alter table webhook add column query text;
