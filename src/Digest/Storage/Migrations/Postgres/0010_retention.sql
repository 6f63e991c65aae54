-- In which language somebody asked; null: not known
ALTER TABLE signup_requests ADD COLUMN language text COLLATE "C";

-- How those messages of an edition ended that are not kept any more
CREATE TABLE edition_past (
    edition_id bigint NOT NULL REFERENCES editions (id),
    status     text COLLATE "C" NOT NULL,
    messages   bigint NOT NULL,
    last_at    bigint NOT NULL,
    PRIMARY KEY (edition_id, status)
);

-- Network addresses are kept for a while only
CREATE INDEX consents_with_client ON consents (at) WHERE client IS NOT NULL;
