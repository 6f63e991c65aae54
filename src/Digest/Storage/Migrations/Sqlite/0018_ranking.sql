-- What editors pin to the top, and where stories stand in their feed

CREATE TABLE story_pins (
    id        INTEGER PRIMARY KEY,              -- the earlier pin stands above the later one
    story_id  INTEGER NOT NULL REFERENCES stories (id),
    by_admin  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    undone_at INTEGER,                          -- somebody took it back
    undone_by TEXT
);
CREATE INDEX story_pins_by_story ON story_pins (story_id);

ALTER TABLE stories ADD COLUMN feed_id INTEGER REFERENCES feeds (id); -- the feed that brought it first
ALTER TABLE stories ADD COLUMN feed_place INTEGER; -- in that feed when it was last read, from 1; null: not near the top
UPDATE stories SET feed_id = (SELECT MIN(feed_id) FROM story_ids WHERE story_ids.story_id = stories.id);
CREATE INDEX stories_by_place ON stories (feed_id) WHERE feed_place IS NOT NULL;
