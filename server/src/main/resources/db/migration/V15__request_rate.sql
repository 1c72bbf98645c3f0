-- How many requests an organisation may make in a second, and where it stands. Dialects say which requests count.

-- Set from above; null: the usual rate of the dialect, 0: no limit.
alter table organisation add column requests_per_second integer check (requests_per_second >= 0);

-- The moment up to which an organisation's requests are spent. Unlogged: after a crash everybody begins anew.
create unlogged table request_pace (
  organisation_id bigint      primary key references organisation on delete cascade,
  spent_until     timestamptz not null
) with (fillfactor = 20);
