-- What lies behind the links and pictures of the coming edition

CREATE TABLE link_checks (
    url_key    text COLLATE "C" PRIMARY KEY, -- SHA-256 of the address, which may be longer than an index takes
    url        text COLLATE "C" NOT NULL,
    checked_at bigint NOT NULL,
    status     integer NOT NULL, -- of the answer; 0: there was none, or nobody asked
    problem    text COLLATE "C" -- as part of a sentence; null: none
);
CREATE INDEX link_checks_by_time ON link_checks (checked_at);
