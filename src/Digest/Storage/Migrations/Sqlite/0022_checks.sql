-- What lies behind the links and pictures of the coming edition

CREATE TABLE link_checks (
    url_key    TEXT    PRIMARY KEY,             -- SHA-256 of the address, which may be longer than an index takes
    url        TEXT    NOT NULL,
    checked_at INTEGER NOT NULL,
    status     INTEGER NOT NULL,                -- of the answer; 0: there was none, or nobody asked
    problem    TEXT                             -- as part of a sentence; null: none
);
CREATE INDEX link_checks_by_time ON link_checks (checked_at);
