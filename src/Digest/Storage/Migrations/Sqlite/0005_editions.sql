-- Pausing, skipping and sending by hand, and who did it

ALTER TABLE editions ADD COLUMN paused_at INTEGER;      -- its messages wait until somebody resumes it
ALTER TABLE editions ADD COLUMN paused_by TEXT;
ALTER TABLE editions ADD COLUMN skipped_at INTEGER;     -- somebody decided against it; null: it was not skipped by hand
ALTER TABLE editions ADD COLUMN skipped_by TEXT;
-- An edition's row holds its page: what is asked often is answered without it.
CREATE INDEX editions_paused ON editions (paused_at) WHERE paused_at IS NOT NULL;
CREATE INDEX editions_skipped ON editions (skipped_at, due_at, weekday) WHERE skipped_at IS NOT NULL;
CREATE INDEX editions_closed ON editions (closed_at);
CREATE INDEX editions_by_state ON editions (state, last_number);

CREATE TABLE edition_events (
    id         INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    at         INTEGER NOT NULL,
    what       TEXT    NOT NULL,            -- Closed, Released, Paused, Resumed, Skipped, GivenUp, Retried
    by_admin   TEXT    NOT NULL
);
CREATE INDEX edition_events_by_edition ON edition_events (edition_id);

-- "Send now" as an admin asked for it; a job does it
CREATE TABLE send_requests (
    id              INTEGER PRIMARY KEY,
    held_id         INTEGER REFERENCES editions (id), -- the held edition to release; null: send now
    asked_by        TEXT    NOT NULL,
    asked_at        INTEGER NOT NULL,
    sent_id         INTEGER REFERENCES editions (id), -- the edition it led to; a restart goes on with it
    handled_at      INTEGER,
    outcome         TEXT                    -- what came of it, in a sentence
);
CREATE INDEX send_requests_open ON send_requests (id) WHERE handled_at IS NULL;

-- When an edition's messages were answered first and last
CREATE TABLE edition_answers (
    edition_id INTEGER PRIMARY KEY REFERENCES editions (id),
    first_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL
);
INSERT INTO edition_answers (edition_id, first_at, last_at)
SELECT edition_id, MIN(finished_at), MAX(finished_at) FROM messages
WHERE edition_id IS NOT NULL AND finished_at IS NOT NULL AND status <> 'Superseded' GROUP BY edition_id;

-- Claims go edition by edition, so that what is paused is not even looked at
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (edition_id, priority, due_at, id) WHERE finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain');
