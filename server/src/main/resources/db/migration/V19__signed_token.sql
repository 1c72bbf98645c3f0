-- What organisations are called in paths and in signed tokens. A Simplane of the version before this one does not know the column, so there is a
-- default; it is random, since it must be unique.
alter table organisation add column tenant text not null default 'tenant-' || replace(gen_random_uuid()::text, '-', '');

do $$
declare
  one record;
  wanted text;
  free text;
  count integer;
begin
  for one in select id, name from organisation order by id loop
    wanted := trim(both '-' from left(regexp_replace(lower(one.name), '[^a-z0-9]+', '-', 'g'), 50));
    if wanted = '' then
      wanted := 'tenant';
    end if;
    free := wanted;
    count := 1;
    while exists (select from organisation where tenant = free) loop
      count := count + 1;
      free := wanted || '-' || count;
    end loop;
    update organisation set tenant = free where id = one.id;
  end loop;
end
$$;

create unique index organisation_tenant on organisation (lower(tenant));

-- What signed tokens are signed with. Retention: until a newer key has signed for an hour longer than a token lives.
create table signing_key (
  key_id      text        primary key,
  sealed_key  bytea       not null,         -- a private RSA key as a JWK, sealed with the master key
  created_at  timestamptz not null
);
