-- How long an order of SIMs has been waited for, each for its own reason. Empty where a node of the version before has followed it.
alter table operator_order
  add column first_sent_at timestamptz,     -- when it was first tried to be sent
  add column completed_at timestamptz,      -- when the operator was first seen to have completed it
  add column missing_since timestamptz;     -- since when the operator has not shown it, though it has a number

update operator_order set first_sent_at = sent_at where sent_at is not null;
