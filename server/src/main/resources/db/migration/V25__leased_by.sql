-- Which node holds the list and the details of an account: a node that was killed takes up its own at its next start, not when the lease is over.
alter table operator_account add column sync_leased_by text, add column details_leased_by text;
