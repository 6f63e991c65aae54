-- What editors said of which stories are about one event, and what stands in an edition under which story

CREATE TABLE story_ties (
    id        INTEGER PRIMARY KEY,              -- a later word goes before an earlier one
    what      TEXT    NOT NULL CHECK (what IN ('Joined', 'Apart')),
    story_id  INTEGER NOT NULL REFERENCES stories (id), -- of which, or of whose item, it was said
    other_id  INTEGER NOT NULL REFERENCES stories (id), -- one of those it was joined to or taken from
    by_admin  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    undone_at INTEGER,                          -- somebody took it back
    undone_by TEXT
);
CREATE INDEX story_ties_by_story ON story_ties (story_id);
CREATE INDEX story_ties_by_other ON story_ties (other_id);

-- Every pair of stories that the word is about
CREATE TABLE story_tie_pairs (
    tie_id   INTEGER NOT NULL REFERENCES story_ties (id),
    one_id   INTEGER NOT NULL REFERENCES stories (id), -- the lower of the two
    other_id INTEGER NOT NULL REFERENCES stories (id),
    PRIMARY KEY (tie_id, one_id, other_id)
) WITHOUT ROWID;

ALTER TABLE edition_stories ADD COLUMN lead_id INTEGER REFERENCES stories (id); -- the story it is listed under; null: it leads its item
