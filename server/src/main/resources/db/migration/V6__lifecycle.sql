-- A service barred for a cause, independent of status. Lifting one cause leaves the others.
create table restriction (
  subscription_id bigint      not null references subscription on delete cascade,
  organisation_id bigint      not null,
  service         text        not null,     -- DATA, SMS
  cause           text        not null,     -- QUOTA, LIMIT, IMEI_LOCK, ADMINISTRATOR, ALARM
  since           timestamptz not null,
  primary key (subscription_id, service, cause)
);
create index restriction_organisation on restriction (organisation_id, subscription_id);
