-- What operators tell of their subscriptions beside identifiers and status.
create table subscription_details (
  subscription_id bigint      primary key,
  account_id      bigint      not null,
  details         jsonb,                    -- null: not read yet
  facts           bigint[]    not null default '{}', -- which rows of subscription_fact are its own
  as_of           timestamptz,              -- when the operator was asked
  read_at         timestamptz               -- when it is to be read by itself; null: it comes with its operator's list
) with (fillfactor = 90);
create index subscription_details_read on subscription_details (account_id, read_at, subscription_id) where read_at is not null;

-- What lists are narrowed by of these: each fact as 64 bits of a digest of its name and value. A list is walked along the key, so
-- that a page costs the same however many match and wherever they lie.
create table subscription_fact (
  organisation_id bigint not null,
  fact            bigint not null,
  subscription_id bigint not null,
  primary key (organisation_id, fact, subscription_id)
);

-- Lists of one account or several, and of the few terminals among many SIMs.
create index subscription_organisation_account on subscription (organisation_id, account_id, id);
create index subscription_terminals on subscription (organisation_id, id) where kind = 'TERMINAL';

-- Reading subscriptions one by one, where the operator's list does not show the whole.
alter table operator_account
  add column details_leased_until timestamptz, -- a node reads on, until then
  add column details_job_id       bigint,      -- the job that shows the first reading; null between
  add column details_due_at       timestamptz, -- not before, after a failure
  add column sync_whole_at        timestamptz, -- when the last whole list was begun to be read
  add column sync_since           timestamptz; -- the present pass asks for what changed since; null: for all
