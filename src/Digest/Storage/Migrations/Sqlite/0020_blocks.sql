-- What editors put into editions again and again, and for whom the appeal rests

CREATE TABLE blocks (
    id         INTEGER PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('Sponsor', 'Events', 'YearAgo')),
    place      TEXT    NOT NULL CHECK (place IN ('AboveStories', 'AfterFirst', 'AfterStories')),
    text       TEXT    NOT NULL,                -- Markdown
    first_day  TEXT,                            -- yyyy-MM-dd; null: from the beginning
    last_day   TEXT,                            -- null: for ever
    weekdays   INTEGER NOT NULL DEFAULT 127,    -- bits of the editions' days: Monday 1 … Sunday 64
    is_on      INTEGER NOT NULL DEFAULT 0,
    version    INTEGER NOT NULL DEFAULT 1,      -- counts the changes, so that two editors overwrite nothing
    changed_at INTEGER NOT NULL,
    changed_by TEXT    NOT NULL,
    removed_at INTEGER                          -- changed_by removed it
);

-- Which story of a year ago an edition's page shows, so that the next editions show others
CREATE TABLE edition_year_ago (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    PRIMARY KEY (edition_id, story_id)
) WITHOUT ROWID;

ALTER TABLE editions ADD COLUMN appeal_every INTEGER NOT NULL DEFAULT 0; -- as it was set when the edition closed; 0: there was no appeal
ALTER TABLE messages ADD COLUMN appeal INTEGER NOT NULL DEFAULT 0;       -- 1: it carries the appeal
ALTER TABLE subscribers ADD COLUMN appeal_ago INTEGER;                   -- editions that came since the one with the appeal; null: none had it
ALTER TABLE subscribers ADD COLUMN appeal_rest_until INTEGER;            -- "not now"

-- Who is to see the appeal tells groups of readers apart, too.
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
    appeal     INTEGER NOT NULL DEFAULT 0,
    variant_id INTEGER REFERENCES variants (id),
    not_before INTEGER NOT NULL,
    PRIMARY KEY (edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone, owed, appeal)
) WITHOUT ROWID;
INSERT INTO edition_choices_wider SELECT edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone, owed, 0, variant_id, not_before FROM edition_choices;
DROP TABLE edition_choices;
ALTER TABLE edition_choices_wider RENAME TO edition_choices;
