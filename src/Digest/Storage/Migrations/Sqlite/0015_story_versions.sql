-- What a story said before, and what a feed's publisher could mend.

ALTER TABLE feeds ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]'; -- sentences, as the feed was last read

CREATE TABLE story_versions (
    id       INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES stories (id),
    number   INTEGER NOT NULL,                  -- from 1, the first that was seen
    since    INTEGER NOT NULL,                  -- when it was first seen so
    until    INTEGER NOT NULL,                  -- when it was first seen otherwise
    headline TEXT    NOT NULL,
    dek      TEXT,
    text     TEXT,
    UNIQUE (story_id, number)
);

-- The same id in another feed of the same site is the same story.
CREATE INDEX story_ids_by_guid ON story_ids (guid);
