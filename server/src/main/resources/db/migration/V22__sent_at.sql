-- When a change was sent last: one whose answer was lost is not sent again before the operator has had its time to carry it out.
alter table job_item add column sent_at timestamptz;
