-- One row: what is known of this installation as a whole.
create table instance (
  single    boolean     primary key default true check (single),
  key_check bytea       not null,     -- sealed with the master key, so that a wrong one is noticed at the start
  created_at timestamptz not null default now()
);
