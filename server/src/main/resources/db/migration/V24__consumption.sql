-- What operators last told of what was consumed in the current period; shown while it is fresh, and while they cannot be reached.
create table subscription_consumption (
  subscription_id bigint      primary key,
  consumption     jsonb       not null,     -- a list: level, counted, used, allowance, from, until
  as_of           timestamptz not null
);
