-- What the subscriber register of the own network still has to be told. A later wish for a subscriber replaces an earlier one.
create table register_command (
  subscription_id bigint      primary key references subscription on delete cascade,
  version         bigint      not null,     -- grows with every wish; what is acknowledged is a version
  wish            jsonb       not null,     -- what the subscriber is to be: on the air, barred services, device lock
  attempts        integer     not null default 0,
  due_at          timestamptz not null,
  error           text
);
create index register_command_due on register_command (due_at);

-- What devices did on the own network. Retention: network events, default 90 days. Partitioned by month.
create table network_event (
  event_id        text        collate "C" not null, -- the sender's, for de-duplication
  at              timestamptz not null,
  subscription_id bigint      not null,
  organisation_id bigint      not null,
  kind            text        not null,     -- ATTACH, DETACH, LOCATION_UPDATE, SESSION_START, SESSION_END, IMEI_CHANGE, AUTHENTICATION_FAILURE
  plmn            text,
  rat             text,
  imei            text,
  detail          jsonb       not null default '{}',
  primary key (at, event_id)
) partition by range (at);
create index network_event_subscription on network_event (subscription_id, at);

-- Messages handed over by the network, kept as they came.
create table network_sms (
  event_id        text        collate "C" not null,
  at              timestamptz not null,
  subscription_id bigint      not null,
  organisation_id bigint      not null,
  message         jsonb       not null,
  primary key (event_id)
);
create index network_sms_subscription on network_sms (subscription_id, at);
