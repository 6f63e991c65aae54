-- Those who run the site: invitations by name, and what wrong passwords cost. Feeds: since when one fails.

ALTER TABLE admins ADD COLUMN last_sign_in_at bigint;
ALTER TABLE admins ADD COLUMN invited_by text COLLATE "C"; -- the name of the admin who did; null: came by a link printed on the machine

ALTER TABLE admin_links ADD COLUMN name text COLLATE "C"; -- the one name that the link is for; null: whoever opens it chooses
ALTER TABLE admin_links ADD COLUMN invited_by text COLLATE "C"; -- the name of the admin who made it; null: printed on the machine

CREATE TABLE sign_in_failures (
    key_hash     text COLLATE "C" PRIMARY KEY, -- of a name with a network, a network, a name, or a known browser
    failures     bigint NOT NULL, -- in a row
    last_at      bigint NOT NULL,
    locked_until bigint NOT NULL DEFAULT 0
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);

ALTER TABLE feeds ADD COLUMN failing_since bigint; -- the first failure of those in a row
UPDATE feeds SET failing_since = last_polled_at WHERE failures > 0 OR gone = 1;

CREATE INDEX edition_stories_by_story ON edition_stories (story_id);
