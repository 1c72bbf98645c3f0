-- Short messages to devices (MT) and from them (MO). Retention: messages, default 90 days. Partitioned by month of at.
create sequence message_id;
create table message (
  id              bigint      not null default nextval('message_id'),
  at              timestamptz not null,     -- MT: when it was accepted; MO: when the device sent it
  subscription_id bigint      not null,
  organisation_id bigint      not null,     -- the one that had the SIM at the time
  account_id      bigint      not null,
  expires_at      timestamptz,              -- MT
  final_at        timestamptz,              -- when its last status was reached
  last_attempt_at timestamptz,
  attempts        integer     not null default 0,
  segments        smallint    not null,     -- short messages that it takes over the radio; each counts against the quota
  reference       smallint    not null,     -- what its segments have in common, 0 to 255
  part_reference  integer,                  -- MO, or MT with a header of the caller's: its place among parts that are messages of their own
  part_number     smallint,
  part_total      smallint,
  direction       text        collate "C" not null, -- MT, MO
  status          text        collate "C" not null, -- MessageStatus
  coding          text        collate "C" not null, -- GSM_7, EIGHT_BIT, UCS_2
  source_kind     text        collate "C" not null, -- INTERNATIONAL, NATIONAL, ALPHANUMERIC
  source          text        not null,
  destination     text        not null,
  payload         text        not null,     -- text; of EIGHT_BIT hex
  udh             text        not null,     -- hex
  operator_id     text        collate "C",  -- the operator's id of it; MO of the own network: the event's
  error           text,                     -- why it failed
  sent_by         text        not null,     -- who asked for it; empty for MO
  primary key (id, at)
) partition by range (at);
create table message_default partition of message default;
create index message_subscription on message (subscription_id, id);
create index message_organisation on message (organisation_id, id);
-- The operator's id: what a report is about, and what a message told twice is known by.
create unique index message_operator on message (account_id, operator_id, at) where operator_id is not null;

-- MT messages that have not reached their last status. Rows that are at work elsewhere are passed over.
create table message_delivery (
  message_id      bigint      primary key,
  at              timestamptz not null,     -- the message's
  subscription_id bigint      not null,
  account_id      bigint      not null,
  own_network     boolean     not null,
  due_at          timestamptz not null,     -- not before; while a node is at work with it, the end of its lease
  expires_at      timestamptz not null,
  last_attempt_at timestamptz,
  attempts        integer     not null default 0,
  delivered       integer     not null default 0, -- a bit for each segment that the device has
  wakes           integer     not null default 0, -- grows when the device shows itself
  handed          boolean     not null default false, -- given to network or operator, and the answer is not known: it cannot be cancelled
  error           text                      -- why it still waits
) with (fillfactor = 70);
create index message_delivery_due on message_delivery (own_network, due_at, message_id);
create index message_delivery_subscription on message_delivery (subscription_id);

-- What the network handed over before there was a place for it. The table stays for one release, since nodes of the version
-- before this one write into it.
insert into message (at, subscription_id, organisation_id, account_id, segments, reference, direction, status, coding,
  source_kind, source, destination, payload, udh, operator_id, sent_by)
select n.at, n.subscription_id, n.organisation_id, s.account_id, 1, 0, 'MO', 'BUFFERED',
  case when n.message ->> 'text' is null then 'EIGHT_BIT' when n.message ->> 'text' ~ '^[\x20-\x5b\x5d\x5f\x61-\x7a\n\r]*$' then 'GSM_7'
    else 'UCS_2' end,
  'INTERNATIONAL', coalesce(n.message ->> 'from', s.msisdn_data, ''), coalesce(n.message ->> 'to', ''),
  coalesce(n.message ->> 'text', upper(n.message ->> 'data')), '', n.event_id, ''
from network_sms n join subscription s on s.id = n.subscription_id
order by n.at, n.event_id;
