-- What was changed about a subscriber, by whom, from what to what: rows are added, never changed.
CREATE TABLE subscriber_changes (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
    at            INTEGER NOT NULL,
    who           TEXT    NOT NULL,             -- reader, clean-up, admin NAME, import: FILE
    what          TEXT    NOT NULL,
    before_value  TEXT,                         -- in words
    after_value   TEXT
);
CREATE INDEX subscriber_changes_by_subscriber ON subscriber_changes (subscriber_id, id);

CREATE INDEX subscribers_by_status_id ON subscribers (status, id);

-- By which the requests of one address are found
ALTER TABLE signup_requests ADD COLUMN address_key TEXT;
UPDATE signup_requests SET address_key = LOWER(address);
CREATE INDEX signup_requests_by_address ON signup_requests (address_key);

-- Files of readers that an admin has uploaded
CREATE TABLE imports (
    id          INTEGER PRIMARY KEY,
    file_name   TEXT    NOT NULL,
    size        INTEGER NOT NULL,               -- bytes
    lines       INTEGER NOT NULL,               -- readers in the file, good or not
    admin       TEXT    NOT NULL,
    meanings    TEXT    NOT NULL,               -- JSON: what each column means
    confirmed   INTEGER NOT NULL DEFAULT 0,     -- they have consented elsewhere
    state       TEXT    NOT NULL CHECK (state IN ('Uploaded', 'Waiting', 'Running', 'Done', 'Failed', 'Stopped')),
    done        INTEGER NOT NULL DEFAULT 0,     -- lines that were answered: a restart goes on behind them
    added       INTEGER NOT NULL DEFAULT 0,
    asked       INTEGER NOT NULL DEFAULT 0,     -- of the added: those who are asked to confirm
    known       INTEGER NOT NULL DEFAULT 0,
    gone        INTEGER NOT NULL DEFAULT 0,     -- of the known: those who have left or must get nothing
    refused     INTEGER NOT NULL DEFAULT 0,
    problem     TEXT,
    uploaded_at INTEGER NOT NULL,
    started_at  INTEGER,
    ended_at    INTEGER
);
CREATE INDEX imports_open ON imports (started_at, id) WHERE state IN ('Waiting', 'Running');

CREATE TABLE import_refusals (
    id        INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    line      INTEGER NOT NULL,
    address   TEXT    NOT NULL,                 -- what stands in the address column
    reason    TEXT    NOT NULL
);
CREATE INDEX import_refusals_by_import ON import_refusals (import_id, id);
