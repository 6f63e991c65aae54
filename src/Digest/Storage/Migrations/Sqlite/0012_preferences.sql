-- More choices, and the link for those who lost it.

-- A check can only be widened in the words of the table itself (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
-- Schema Changes"): rewriting every message would take minutes where there are millions.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''Weekdays'', ''Weekly''', '''Weekdays'', ''ChosenDays'', ''Weekly'', ''BreakingOnly''') WHERE type = 'table' AND name = 'subscribers';
UPDATE sqlite_schema SET sql = replace(sql, '''AlreadyReading''', '''AlreadyReading'', ''PreferencesLink''') WHERE type = 'table' AND name = 'messages';
PRAGMA writable_schema = RESET;

ALTER TABLE subscribers ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';      -- topics; sorted like those that are followed
ALTER TABLE subscribers ADD COLUMN format TEXT NOT NULL DEFAULT 'Html' CHECK (format IN ('Html', 'Text'));
ALTER TABLE subscribers ADD COLUMN language TEXT;                          -- BCP 47 tag; null: none was chosen

-- Muted topics and languages tell groups of readers apart, too.
CREATE TABLE edition_choices_wider (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    position   INTEGER NOT NULL,
    offered_ahead TEXT NOT NULL,
    topics     TEXT    NOT NULL,
    muted      TEXT    NOT NULL,
    language   TEXT    NOT NULL,                -- '': none
    send_hour  INTEGER NOT NULL,                -- -1: none
    time_zone  TEXT    NOT NULL,                -- '': none
    variant_id INTEGER REFERENCES variants (id),
    not_before INTEGER NOT NULL,
    PRIMARY KEY (edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone)
) WITHOUT ROWID;
INSERT INTO edition_choices_wider SELECT edition_id, position, offered_ahead, topics, '[]', '', send_hour, time_zone, variant_id, not_before FROM edition_choices;
DROP TABLE edition_choices;
ALTER TABLE edition_choices_wider RENAME TO edition_choices;

-- Who asked for the link to their preferences; answered by a job, which is the first to ask whether the address is known.
CREATE TABLE link_requests (
    address_key TEXT    PRIMARY KEY,
    at          INTEGER NOT NULL
) WITHOUT ROWID;
