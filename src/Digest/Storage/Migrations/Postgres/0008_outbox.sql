-- What the outbox's pages look for. Each index leaves the common way of a message (Prepared, Submitting, Submitted) alone
-- but for one entry when it is finished.
CREATE INDEX messages_in_trouble ON messages (status, id) WHERE status IN ('Deferred', 'Failed', 'Uncertain', 'Superseded');
CREATE INDEX messages_finished ON messages (finished_at, status) WHERE finished_at IS NOT NULL;
