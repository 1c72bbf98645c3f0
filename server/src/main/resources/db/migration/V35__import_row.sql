-- What became of each row of an imported file, in the order of the file. Lives and goes with its job.
create table import_row (
  job_id  bigint  not null references job on delete cascade,
  number  bigint  not null,                 -- counted from 1, header excluded
  line    bigint  not null,                 -- where it ends in the file
  outcome text    not null check (outcome in ('ADDED', 'UPDATED', 'UNCHANGED', 'REJECTED')),
  sim     text,                             -- ICCID or terminal serial number as the row has it
  field   text,                             -- the column that is wrong
  message text,
  primary key (job_id, number)
);
