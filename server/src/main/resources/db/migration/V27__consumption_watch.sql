-- Where the reading of what is left and used stands, of operators that do not tell it themselves.
create table consumption_watch (
  account_id      bigint      primary key references operator_account,
  due_at          timestamptz not null,     -- not before; while a node reads, the end of its lease
  after_id        bigint      not null default 0, -- the last subscription that was read
  round_at        timestamptz not null      -- when the first one was
);
