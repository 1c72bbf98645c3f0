-- Each PostgreSQL cluster counts its transactions for itself. What is added to its numbers makes those of the outbox go on where they
-- were when the database comes into another one by dump and restore. One row; retention: always.
create table outbox_origin (
  single   boolean primary key default true check (single),
  cluster  bigint  not null,      -- PostgreSQL's system identifier
  addend   bigint  not null       -- to the numbers of its transactions
);

-- Both are for one use in a statement, as (select ...), and not for one in each row.
create function outbox_transaction() returns bigint language sql stable
  return cast(cast(pg_current_xact_id() as text) as bigint) + (select addend from outbox_origin);

-- Every transaction before this one has ended.
create function outbox_horizon() returns bigint language sql stable
  return cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) + (select addend from outbox_origin);

-- Whenever a node starts. The row is locked by writers as little as may be: nodes alone come here.
create function outbox_settle() returns boolean language plpgsql as $$
declare
  here bigint := (select system_identifier from pg_control_system());
  origin outbox_origin;
begin
  select * into origin from outbox_origin for update;
  if origin.cluster = here then
    return false;
  end if;
  update outbox_origin
     set cluster = here,
         addend = greatest(origin.addend,
                           (select greatest((select max(transaction_id) from outbox),
                                            (select max(transaction_id) from webhook_progress), 0)
                            + 1 - cast(cast(pg_current_xact_id() as text) as bigint)));
  return true;
end $$;

insert into outbox_origin (cluster, addend) values (-1, 0);
select outbox_settle();

-- For nodes of the version before, which do not name it.
alter table outbox alter column transaction_id set default outbox_transaction();
