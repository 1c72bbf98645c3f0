-- Versions of what the subscriber register is told: of two commands about the same, the one with the lower version is old.
create sequence register_version cache 1;

-- What the subscriber register of the own network still has to be told. A later wish replaces an earlier one about the same.
create table register_command (
  subscription_id bigint      not null references subscription on delete cascade,
  topic           text        not null check (topic in ('PROVISION', 'BAR')),
  version         bigint      not null,     -- grows with every wish; what is acknowledged is a version
  organisation_id bigint      not null,
  attempts        integer     not null default 0,
  due_at          timestamptz not null,     -- not before; while a node sends it, the end of its lease
  error           text,
  primary key (subscription_id, topic)
);
create index register_command_due on register_command (due_at, subscription_id);

-- What devices did on the own network. Retention: network events, default 90 days. Partitioned by month.
create table network_event (
  event_id        text        collate "C" not null, -- the sender's, for de-duplication
  at              timestamptz not null,
  subscription_id bigint      not null,
  organisation_id bigint      not null,     -- the one that had the SIM at the time
  kind            text        not null,     -- ATTACH, DETACH, LOCATION_UPDATE, SESSION_START, SESSION_END, IMEI_CHANGE, AUTHENTICATION_FAILURE
  plmn            text,
  rat             text,
  imei            text,
  detail          jsonb       not null default '{}',
  primary key (at, event_id)
) partition by range (at);
create index network_event_subscription on network_event (subscription_id, at);

-- Messages handed over by the network, kept as they came. Retention: as network events. Partitioned by month.
create table network_sms (
  event_id        text        collate "C" not null,
  at              timestamptz not null,
  subscription_id bigint      not null,
  organisation_id bigint      not null,
  message         jsonb       not null,
  primary key (at, event_id)
) partition by range (at);
create index network_sms_subscription on network_sms (subscription_id, at);
