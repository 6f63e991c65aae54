-- What stories said when readers got them, what became of it since, and who was told

ALTER TABLE stories ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- of its headline, dek and text; the earlier ones stand in story_versions
UPDATE stories SET version = (SELECT MAX(v.number) + 1 FROM story_versions v WHERE v.story_id = stories.id) WHERE id IN (SELECT story_id FROM story_versions);
ALTER TABLE stories ADD COLUMN removed_at INTEGER;      -- since when it is withdrawn: it is offered to nobody
ALTER TABLE stories ADD COLUMN removed_because TEXT;    -- Gone: its page is; Marked: it says so itself

-- A story's row is long, and few are changed or withdrawn: these are found without reading the others.
CREATE INDEX stories_reworded ON stories (changed_at, id) WHERE version > 1;
CREATE INDEX stories_removed ON stories (removed_at) WHERE removed_at IS NOT NULL;

-- Stories whose pages are looked at for a while, as they were offered to readers
CREATE TABLE watched_pages (
    story_id INTEGER PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
    since    INTEGER NOT NULL,                  -- when readers got it first
    until    INTEGER NOT NULL,
    next_at  INTEGER NOT NULL,                  -- when its page is asked for next
    gone_at  INTEGER,                           -- when it answered 404 or 410 for the first time in a row
    problem  TEXT                               -- why it could not be asked for, in a sentence
);
CREATE INDEX watched_pages_due ON watched_pages (next_at);

-- Which version of a story a variant shows
CREATE TABLE variant_stories (
    variant_id INTEGER NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    version    INTEGER NOT NULL,
    told       INTEGER NOT NULL DEFAULT 0,      -- 1: only in a correction
    PRIMARY KEY (variant_id, story_id)
) WITHOUT ROWID;
CREATE INDEX variant_stories_by_story ON variant_stories (story_id, version);

-- What a variant is made of, so that it can be made anew without choosing anew
CREATE TABLE variant_makings (
    variant_id INTEGER PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
    items      TEXT NOT NULL,                   -- JSON: of each item the stories and the related ones
    language   TEXT NOT NULL,                   -- '': none was chosen
    left_out   INTEGER NOT NULL
);

-- The same of an edition's page
CREATE TABLE edition_versions (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    version    INTEGER NOT NULL,
    PRIMARY KEY (edition_id, story_id)
) WITHOUT ROWID;
INSERT INTO edition_versions (edition_id, story_id, version)
SELECT x.edition_id, x.story_id, COALESCE((SELECT MAX(v.number) + 1 FROM story_versions v WHERE v.story_id = x.story_id AND v.until <= e.closed_at), 1)
FROM edition_stories x JOIN editions e ON e.id = x.edition_id;

-- Whether a version that was shown says something else than the story does
CREATE TABLE version_checks (
    story_id INTEGER NOT NULL REFERENCES stories (id),
    version  INTEGER NOT NULL,
    against  INTEGER NOT NULL,                  -- the story's version that it was compared with
    differs  INTEGER NOT NULL,                  -- by more than white space and punctuation
    PRIMARY KEY (story_id, version)
) WITHOUT ROWID;

CREATE TABLE corrections (
    id          INTEGER PRIMARY KEY,
    story_id    INTEGER NOT NULL REFERENCES stories (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('Words', 'Headline', 'Marked', 'Removed')),
    state       TEXT    NOT NULL CHECK (state IN ('Open', 'Going', 'Told', 'Dismissed', 'Overtaken', 'ChangedBack', 'NobodyGot')),
    below       INTEGER NOT NULL,               -- it concerns readers who got a version below this one
    right_words TEXT    NOT NULL,               -- what is right, as readers are told
    found_at    INTEGER NOT NULL,
    decided_at  INTEGER,
    decided_by  TEXT,                           -- null: nobody has, or it went by itself
    by_hand     INTEGER NOT NULL DEFAULT 0,     -- somebody decided about it once: it does not go by itself
    looked_at   INTEGER NOT NULL DEFAULT 0,     -- when it was last asked whether anybody is owed it
    ended_at    INTEGER
);
CREATE UNIQUE INDEX corrections_at_work ON corrections (story_id) WHERE state IN ('Open', 'Going');
CREATE INDEX corrections_by_story ON corrections (story_id);
CREATE INDEX corrections_by_state ON corrections (state, id);

-- What readers of an earlier version read there
CREATE TABLE correction_cases (
    correction_id INTEGER NOT NULL REFERENCES corrections (id),
    version       INTEGER NOT NULL,
    said          TEXT    NOT NULL,             -- what was said, as readers are told
    mask          INTEGER,                      -- a bit of its own among what readers are owed; null: it does not go
    PRIMARY KEY (correction_id, version)
) WITHOUT ROWID;
CREATE UNIQUE INDEX correction_cases_by_mask ON correction_cases (mask) WHERE mask IS NOT NULL;

-- Which corrections a variant carries
CREATE TABLE variant_corrections (
    variant_id    INTEGER NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    correction_id INTEGER NOT NULL REFERENCES corrections (id),
    version       INTEGER NOT NULL,             -- the case: what its readers got
    decided_at    INTEGER NOT NULL,             -- the correction's, as it was then
    PRIMARY KEY (variant_id, correction_id)
) WITHOUT ROWID;
CREATE INDEX variant_corrections_by_correction ON variant_corrections (correction_id);

CREATE TABLE correction_events (
    id            INTEGER PRIMARY KEY,
    correction_id INTEGER NOT NULL REFERENCES corrections (id),
    at            INTEGER NOT NULL,
    what          TEXT    NOT NULL,             -- Found, Told, Dismissed, Undone, Ended, Overtaken, ChangedBack, NobodyGot
    by_admin      TEXT                          -- null: by itself
);
CREATE INDEX correction_events_by_correction ON correction_events (correction_id);

-- What readers are owed tells groups of them apart, too.
CREATE TABLE edition_choices_wider (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    position   INTEGER NOT NULL,
    offered_ahead TEXT NOT NULL,
    topics     TEXT    NOT NULL,
    muted      TEXT    NOT NULL,
    language   TEXT    NOT NULL,                -- '': none
    send_hour  INTEGER NOT NULL,                -- -1: none
    time_zone  TEXT    NOT NULL,                -- '': none
    owed       INTEGER NOT NULL DEFAULT 0,      -- bits of correction_cases
    variant_id INTEGER REFERENCES variants (id),
    not_before INTEGER NOT NULL,
    PRIMARY KEY (edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone, owed)
) WITHOUT ROWID;
INSERT INTO edition_choices_wider SELECT edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone, 0, variant_id, not_before FROM edition_choices;
DROP TABLE edition_choices;
ALTER TABLE edition_choices_wider RENAME TO edition_choices;
