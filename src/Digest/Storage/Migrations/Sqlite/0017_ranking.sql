-- What readers were offered with a variant, so that nothing comes to them again as related too soon.
CREATE TABLE variant_offers (
    variant_id INTEGER PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
    stories    TEXT NOT NULL,                   -- JSON: the ids of the stories that it offers, shown or cut for length
    related    TEXT NOT NULL                    -- JSON: the ids of those shown beside them
);

-- On which place of its feed a story stood when that was last read: 1 on top; null: far below, gone, or in a feed whose order says nothing.
ALTER TABLE story_ids ADD COLUMN place INTEGER;
CREATE INDEX story_ids_placed ON story_ids (feed_id) WHERE place IS NOT NULL;

-- Stories that an editor wants on top of the coming edition.
CREATE TABLE story_pins (
    id          INTEGER PRIMARY KEY,
    story_id    INTEGER NOT NULL REFERENCES stories (id),
    pinned_at   INTEGER NOT NULL,
    pinned_by   TEXT    NOT NULL,
    unpinned_at INTEGER,
    unpinned_by TEXT,
    edition_id  INTEGER REFERENCES editions (id) -- the edition that took it; if that is skipped the next one does
);
CREATE INDEX story_pins_by_edition ON story_pins (edition_id) WHERE unpinned_at IS NULL;
