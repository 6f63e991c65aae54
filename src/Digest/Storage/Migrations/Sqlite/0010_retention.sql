-- In which language somebody asked; null: not known
ALTER TABLE signup_requests ADD COLUMN language TEXT;

-- How those messages of an edition ended that are not kept any more
CREATE TABLE edition_past (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    status     TEXT NOT NULL,
    messages   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL,
    PRIMARY KEY (edition_id, status)
);

-- Network addresses are kept for a while only
CREATE INDEX consents_with_client ON consents (at) WHERE client IS NOT NULL;
