-- What stories' own pages say of them, beside what their feeds say.

CREATE TABLE story_pages (
    story_id        INTEGER PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
    host            TEXT NOT NULL,               -- scheme, name and port of the story's link
    state           TEXT NOT NULL CHECK (state IN ('Waiting', 'Read', 'Disallowed', 'Failed', 'GivenUp')),
    tried_at        INTEGER NOT NULL,               -- when it was last asked for
    next_at         INTEGER,                        -- when it may be asked for again; null: it is left alone
    attempts        INTEGER NOT NULL DEFAULT 0,     -- that failed, in a row
    problem         TEXT,                        -- why it was not read, in a sentence
    facts           TEXT,                        -- JSON: what it says
    description_key TEXT,                        -- a hash of the description that it gives to those who share it
    picture_key     TEXT,                        -- the same of the picture
    canonical       TEXT,                        -- under which address it says that it is known, as links are compared
    former_link     TEXT,                        -- the story's canonical link before the page's took its place
    filled          TEXT NOT NULL DEFAULT '[]'   -- JSON: what of the story is the page's
);
CREATE INDEX story_pages_by_time ON story_pages (tried_at);
CREATE INDEX story_pages_by_description ON story_pages (host, description_key) WHERE description_key IS NOT NULL;
CREATE INDEX story_pages_by_picture ON story_pages (host, picture_key) WHERE picture_key IS NOT NULL;
CREATE INDEX story_pages_by_canonical ON story_pages (canonical) WHERE canonical IS NOT NULL;
CREATE INDEX story_pages_by_former_link ON story_pages (former_link) WHERE former_link IS NOT NULL;

-- Whose pages are asked for: one at a time for each host, and what its robots.txt allows.
CREATE TABLE page_hosts (
    host              TEXT PRIMARY KEY,
    next_at           INTEGER NOT NULL DEFAULT 0,   -- nothing is asked of it before
    robots            TEXT,                      -- what holds for Digest, as a robots.txt; null: never read
    robots_at         INTEGER,                      -- when that was
    front_at          INTEGER,                      -- when its front page was last asked for
    description_key   TEXT,                      -- what that gives to those who share it: no story's
    picture_key       TEXT,
    unreachable_since INTEGER,                      -- since when its robots.txt cannot be had
    failures          INTEGER NOT NULL DEFAULT 0,   -- to have it, in a row
    problem           TEXT                       -- why
);
