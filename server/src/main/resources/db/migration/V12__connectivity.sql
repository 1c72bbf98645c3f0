-- Events get numbers that readers page by, and say who told them.
create sequence network_event_id;
alter table network_event add column id bigint not null default nextval('network_event_id');
alter table network_event add column source text not null default 'NETWORK'; -- NETWORK, POLICY, API

-- How a subscription stands on its network, as last told. Kept as long as the subscription.
create table connectivity (
  subscription_id bigint      primary key references subscription on delete cascade,
  organisation_id bigint      not null,     -- the one that has it now
  state           text        collate "C" not null check (state in ('OFFLINE', 'ATTACHED', 'ONLINE')),
  since           timestamptz not null,     -- of the state
  as_of           timestamptz not null,     -- when this was so
  word            text        not null default '', -- the operator's own for it
  located_at      timestamptz,
  plmn            text        collate "C",
  rat             text        collate "C",
  imei            text        collate "C",
  session_at      timestamptz,              -- start of the data session that is open, where it is told
  services        text[]      not null default '{}',
  detail          jsonb       not null default '{}', -- of location and session: lac_tac, cell_id, vlr, sgsn, apn, ip, ...
  events_as_of    timestamptz               -- when the operator was last asked for events
) with (fillfactor = 70);
create index connectivity_organisation on connectivity (organisation_id, state, subscription_id) where state <> 'OFFLINE';

-- What was known before: the newest event of each SIM that moved it.
insert into connectivity (subscription_id, organisation_id, state, since, as_of, located_at, plmn, rat, imei, session_at, detail)
select e.subscription_id, s.organisation_id,
       case e.kind when 'DETACH' then 'OFFLINE' when 'SESSION_START' then 'ONLINE' else 'ATTACHED' end,
       e.at, e.at, e.at, e.plmn, e.rat, e.imei, case e.kind when 'SESSION_START' then e.at end, e.detail
  from (select distinct on (subscription_id) * from network_event
         where kind in ('ATTACH', 'DETACH', 'SESSION_START', 'SESSION_END')
         order by subscription_id, at desc, array_position(array['DETACH', 'SESSION_END', 'SESSION_START', 'ATTACH'], kind)) e
  join subscription s on s.id = e.subscription_id;

-- Which devices a SIM was in, and what its lock came to. Retention: as the audit. Partitioned by month.
create sequence imei_change_id;
create table imei_change (
  id              bigint      not null default nextval('imei_change_id'),
  at              timestamptz not null,
  subscription_id bigint      not null,
  organisation_id bigint      not null,     -- the one that had the SIM at the time
  kind            text        not null,     -- CHANGED, LOCKED, VIOLATED, RETURNED
  imei            text        not null,     -- the device that it was seen in
  before          text,                     -- CHANGED: the one before; VIOLATED, RETURNED: its own
  primary key (at, id)
) partition by range (at);
create index imei_change_subscription on imei_change (subscription_id, at);

-- Who had a subscription when, of those that were ever moved: what is late goes to the one that had it at its time.
alter table subscription add column moved_at timestamptz; -- last; null: never
create table subscription_owner (
  subscription_id bigint      not null references subscription on delete cascade,
  organisation_id bigint      not null,
  from_at         timestamptz not null,     -- -infinity for the first
  until_at        timestamptz not null,     -- infinity for the present one
  primary key (subscription_id, from_at)
);
