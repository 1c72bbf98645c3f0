-- What the TM Forum dialect keeps of what its clients asked for, beside the jobs that do the work.

-- A request that changes something, as TMF640 shows it. Retention: goes with its job.
create table tmf_monitor (
  id              text        primary key,
  organisation_id bigint      not null references organisation,
  job_id          bigint      not null references job on delete cascade,
  source          text        not null,  -- path of the resource that is changed
  method          text        not null,
  target          text        not null,  -- path that was asked
  body            text        not null,  -- as it was sent; of an order its id alone
  created_at      timestamptz not null
);
create index tmf_monitor_organisation on tmf_monitor (organisation_id, created_at, id);
create index tmf_monitor_job on tmf_monitor (job_id);

-- A product order of TMF622: one job over SIMs of one account. Retention: goes with its job.
create table tmf_order (
  id              text        primary key,
  organisation_id bigint      not null references organisation,
  job_id          bigint      not null references job on delete cascade,
  account_id      bigint      not null,
  external_id     text,                  -- the client's, each once in an organisation
  content_hash    bytea       not null,  -- SHA-256 of what was sent, to tell a repetition from another order
  header          jsonb       not null,  -- what the client said of the order, but for its items
  items           integer     not null,
  created_at      timestamptz not null,
  constraint tmf_order_external unique (organisation_id, external_id)
);
create index tmf_order_organisation on tmf_order (organisation_id, created_at, id);
create index tmf_order_job on tmf_order (job_id);

create table tmf_order_item (
  order_id   text    not null references tmf_order on delete cascade,
  position   integer not null,           -- as sent, from 0
  item       text    not null,           -- the client's id of it
  product    text    not null,           -- its product's id, as sent
  action     text    not null check (action in ('modify', 'noChange')),
  job_items  integer not null,           -- how many items of the job do it; they follow each other in the order of positions
  content    jsonb   not null,           -- what is to change of the product
  primary key (order_id, position)
);

-- That an order be cancelled, and what came of it. Goes with the order.
create table tmf_order_cancellation (
  id              text        primary key,
  organisation_id bigint      not null references organisation,
  order_id        text        not null references tmf_order on delete cascade,
  reason          text,
  requested_for   timestamptz,           -- when the client wanted it
  state           text        not null check (state in ('done', 'terminatedWithError')),
  called_off      integer     not null,  -- how many items were
  created_at      timestamptz not null
);
create index tmf_order_cancellation_organisation on tmf_order_cancellation (organisation_id, created_at, id);
create index tmf_order_cancellation_order on tmf_order_cancellation (order_id);

-- A question of TMF677 about consumption, which the client polls. Retention: a week.
create table tmf_usage_query (
  id              text        primary key,
  organisation_id bigint      not null references organisation,
  request         jsonb       not null,  -- as sent
  asked           jsonb       not null,  -- the ids of the products, in order
  reports         jsonb       not null,  -- what was found out so far, by position; others are still asked for
  finished        boolean     not null,
  alive_at        timestamptz not null,  -- when its node last worked on it
  created_at      timestamptz not null
);
create index tmf_usage_query_organisation on tmf_usage_query (organisation_id, created_at, id);
create index tmf_usage_query_created on tmf_usage_query (created_at);
