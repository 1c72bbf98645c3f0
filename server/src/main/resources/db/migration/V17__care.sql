-- The first line of a batch, which names the columns of its rejects, so that these can be taken up again.
alter table feed_batch add column header text;
create index feed_batch_received on feed_batch (received_at);

-- A command that the subscriber register refuses is sent again ever more rarely, and in the end given up: then it is due never.
alter table register_command
  add column refusals    integer not null default 0,
  add column given_up_at timestamptz;
create index register_command_organisation on register_command (organisation_id, subscription_id);
