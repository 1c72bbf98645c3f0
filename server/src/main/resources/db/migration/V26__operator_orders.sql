-- Products that operators sell through an account of ours, and orders that are placed there.

alter table product
  add column account_id bigint references operator_account, -- whose operator sells it; null: we do
  add column operator_product text,         -- the operator's id of it
  add column withdrawn_at timestamptz;      -- since then the operator shows it no longer
create unique index product_operator on product (account_id, operator_product) where account_id is not null;

-- When an operator's products are read. One row for each account of a foreign operator.
create table operator_catalogue (
  account_id      bigint      primary key references operator_account,
  due_at          timestamptz not null,     -- not before; while a node reads, the end of its lease
  read_at         timestamptz,
  error           text                      -- why they could not be read last
);

-- An order of SIMs at an operator.
create table operator_order (
  order_id        bigint      primary key references sales_order on delete cascade,
  account_id      bigint      not null references operator_account,
  -- SENT: about to be sent, or sent; DOUBTFUL: nobody knows whether the operator heard; PLACED: the operator has it
  state           text        not null check (state in ('OPEN', 'SENT', 'DOUBTFUL', 'PLACED', 'ENDED')),
  number          text,                     -- the operator's
  word            text,                     -- the operator's own for how far it is
  error           text,                     -- why it waits
  sent_at         timestamptz,
  checks          integer     not null default 0, -- how often it was looked for in vain
  due_at          timestamptz,              -- not before; while a node is at work with it, the end of its lease
  leased_by       text
);
create index operator_order_due on operator_order (due_at) where due_at is not null;
create unique index operator_order_number on operator_order (account_id, number) where number is not null;

-- Which node is at work with it: a node that was killed takes up its own at its next start, not when the lease is over.
alter table sales_order add column leased_by text;
alter table message_delivery add column leased_by text;
