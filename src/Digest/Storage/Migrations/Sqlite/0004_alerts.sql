-- What keeps readers from getting what they should, as the worker found it: a row is open while the condition lasts.
-- Every process shows the open ones; what only the worker's memory knows is known to all through them.
CREATE TABLE alerts (
    id        INTEGER PRIMARY KEY,
    key       TEXT    NOT NULL,                 -- the condition and what it is about: feed-failing:3
    severity  TEXT    NOT NULL CHECK (severity IN ('Serious', 'Warning')),
    problem   TEXT    NOT NULL,                 -- one sentence; ids and counts, no reader's address
    remedy    TEXT    NOT NULL,                 -- what to do
    link      TEXT    NOT NULL,                 -- a path of the admin's pages
    link_text TEXT    NOT NULL,
    once      INTEGER NOT NULL DEFAULT 0,       -- something that happened: noticed once, and never over
    opened_at INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    ended_at  INTEGER
);
CREATE UNIQUE INDEX alerts_lasting ON alerts (key) WHERE ended_at IS NULL;
CREATE INDEX alerts_by_end ON alerts (ended_at, key);

-- Per condition and way of telling, not per row: what comes and goes within an hour is not told anew each time.
CREATE TABLE alert_notices (
    key           TEXT    NOT NULL,
    channel       TEXT    NOT NULL,             -- webhook, or an operator's address
    told          INTEGER NOT NULL DEFAULT 0,   -- 1: the last notice said that it lasts
    noticed_at    INTEGER NOT NULL DEFAULT 0,   -- when such a notice last went
    claimed_until INTEGER NOT NULL DEFAULT 0,   -- one process at a time sends it
    PRIMARY KEY (key, channel)
);

-- Times in which nothing ran, from the last sign of life to the next.
CREATE TABLE standstills (
    id       INTEGER PRIMARY KEY,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
);

ALTER TABLE installation ADD COLUMN watched_at INTEGER; -- the worker's last sign of life

-- Growth by day over a year, from the index alone.
CREATE INDEX consents_by_time ON consents (kind, at);

-- The states of an edition's messages and its last answer, from the index alone; both change in the same statement.
DROP INDEX IF EXISTS messages_by_edition;
CREATE INDEX messages_by_edition ON messages (edition_id, status, finished_at);

-- How many readers an edition is due for, from the index alone.
CREATE INDEX subscribers_due ON subscribers (status, days, paused_until);
