-- What editors say at the desk of the coming edition. Nothing of it is removed; what is taken back says so.

CREATE TABLE desk_edits (
    id        INTEGER PRIMARY KEY,              -- of what was said of one thing the latest word holds that was not taken back
    what      TEXT    NOT NULL CHECK (what IN ('Subject', 'Preheader', 'Note', 'Order', 'Dropped', 'Picture', 'Related')),
    story_id  INTEGER REFERENCES stories (id),  -- of which story; null: of the edition
    value     TEXT    NOT NULL,                 -- JSON; null: as the program finds it
    by_admin  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    undone_at INTEGER,                          -- somebody took it back
    undone_by TEXT
);
CREATE INDEX desk_edits_by_kind ON desk_edits (what, id);
CREATE INDEX desk_edits_by_story ON desk_edits (story_id) WHERE story_id IS NOT NULL;

ALTER TABLE stories ADD COLUMN dropped_at INTEGER; -- an editor keeps it out of editions
CREATE INDEX stories_dropped ON stories (dropped_at) WHERE dropped_at IS NOT NULL;

-- Pins are an order now.
INSERT INTO desk_edits (what, value, by_admin, at)
SELECT 'Order', json_object('Stories', json_group_array(json_object('Story', story_id, 'By', by_admin)), 'Moved', 0, 'IsTaken', json('false')), MAX(by_admin), MAX(at)
FROM (SELECT story_id, by_admin, at FROM story_pins WHERE undone_at IS NULL ORDER BY id) HAVING COUNT(*) > 0;
DROP TABLE story_pins;

-- Who is at the desk
CREATE TABLE desk_presence (
    admin   TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL
);
