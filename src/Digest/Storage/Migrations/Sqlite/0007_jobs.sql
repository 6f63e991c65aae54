-- What jobs and loops did, on which machine, and what an admin did to them. The engine's own schedule is in a file of its own.

CREATE TABLE job_runs (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    cause        TEXT    NOT NULL,           -- Schedule, AutomaticRetry, Start, Chain, Hand, Retry, Loop
    by_admin     TEXT,                       -- who asked for it
    retry_of     INTEGER,                    -- the failed run that it was asked for after
    attempt      INTEGER NOT NULL DEFAULT 0, -- the n-th time that the engine tries again by itself
    machine      TEXT    NOT NULL,
    machine_name TEXT    NOT NULL,           -- the machine's row goes a day after the machine
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    outcome      TEXT,                       -- null while it runs
    failures     INTEGER NOT NULL DEFAULT 0, -- in a row, up to this run
    problem      TEXT,                       -- what it threw, with the stack; without addresses and tokens
    done         INTEGER,                    -- how far it is: done of total words
    total        INTEGER,
    words        TEXT,
    stop_by      TEXT,                       -- who asked it to stop
    stop_at      INTEGER
);
CREATE INDEX job_runs_by_name ON job_runs (name, id);
CREATE INDEX job_runs_by_outcome ON job_runs (outcome, id);
CREATE INDEX job_runs_by_start ON job_runs (started_at, outcome);
CREATE INDEX job_runs_failed ON job_runs (name, id) WHERE outcome = 'Failed';
CREATE INDEX job_runs_retries ON job_runs (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX job_runs_open ON job_runs (name) WHERE ended_at IS NULL;

CREATE TABLE machines (
    id         TEXT    PRIMARY KEY,          -- one for each process of the site
    host       TEXT    NOT NULL,
    process_id INTEGER NOT NULL,
    version    TEXT    NOT NULL,
    is_worker  INTEGER NOT NULL,
    memory     INTEGER NOT NULL,             -- bytes
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    ended_at   INTEGER                       -- it ended in order
);

CREATE TABLE job_actions (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    action   TEXT    NOT NULL,               -- Run, Retry, Stop, Pause, Resume
    by_admin TEXT    NOT NULL,
    run_id   INTEGER
);
CREATE INDEX job_actions_by_name ON job_actions (name, id);
