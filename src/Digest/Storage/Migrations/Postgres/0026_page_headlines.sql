-- A story that no feed has any more is corrected on its page only: what the page calls it

ALTER TABLE story_ids ADD COLUMN in_feed integer NOT NULL DEFAULT 0; -- 1: the feed had it when it was last read
-- Each feed is read once more as a whole; until then what is looked at is taken to be in it.
UPDATE story_ids SET in_feed = 1 WHERE story_id IN (SELECT story_id FROM watched_pages);
UPDATE feeds SET etag = NULL, last_modified = NULL;
CREATE INDEX story_ids_in_feed ON story_ids (feed_id, guid) WHERE in_feed = 1;

ALTER TABLE watched_pages ADD COLUMN headline text COLLATE "C"; -- the story's, as the page had it when it was last the same; null: it never was
ALTER TABLE watched_pages ADD COLUMN headline_place text COLLATE "C"; -- where the page had it: Shown, Data, Shared, Title
ALTER TABLE watched_pages ADD COLUMN headline_tail text COLLATE "C"; -- what followed there: the site's name
ALTER TABLE watched_pages ADD COLUMN other_headline text COLLATE "C"; -- the one that the page had there at the latest look; null: the story's
