-- More choices, links that are good for a while, and changes of address.

-- A check can only be widened in the words of the table itself (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
-- Schema Changes"): rewriting every message would take minutes where there are millions.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''Weekdays'', ''Weekly''', '''Weekdays'', ''ChosenDays'', ''Weekly'', ''BreakingOnly''') WHERE type = 'table' AND name = 'subscribers';
UPDATE sqlite_schema SET sql = replace(sql, '''AlreadyReading''', '''AlreadyReading'', ''DataLink'', ''PreferencesLink'', ''AddressOld'', ''AddressNew''') WHERE type = 'table' AND name = 'messages';
PRAGMA writable_schema = RESET;

ALTER TABLE subscribers ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';      -- topics; sorted like those that are followed
ALTER TABLE subscribers ADD COLUMN format TEXT NOT NULL DEFAULT 'Html' CHECK (format IN ('Html', 'Text'));
ALTER TABLE subscribers ADD COLUMN language TEXT;                          -- BCP 47 tag; null: none was chosen

-- A message to another address than the subscriber's: whoever has the new one is asked whether it is theirs.
ALTER TABLE messages ADD COLUMN to_address TEXT;
CREATE INDEX messages_elsewhere ON messages (to_address) WHERE to_address IS NOT NULL;

-- Muted topics tell groups of readers apart, too.
CREATE TABLE edition_choices_wider (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    position   INTEGER NOT NULL,
    offered_ahead TEXT NOT NULL,
    topics     TEXT    NOT NULL,
    muted      TEXT    NOT NULL,
    send_hour  INTEGER NOT NULL,                -- -1: none
    time_zone  TEXT    NOT NULL,                -- '': none
    variant_id INTEGER REFERENCES variants (id),
    not_before INTEGER NOT NULL,
    PRIMARY KEY (edition_id, position, offered_ahead, topics, muted, send_hour, time_zone)
) WITHOUT ROWID;
INSERT INTO edition_choices_wider SELECT edition_id, position, offered_ahead, topics, '[]', send_hour, time_zone, variant_id, not_before FROM edition_choices;
DROP TABLE edition_choices;
ALTER TABLE edition_choices_wider RENAME TO edition_choices;

-- A new address waits until the old and the new one have agreed; it and what it was asked for is forgotten a day later.
CREATE TABLE address_changes (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
    address       TEXT    NOT NULL,
    address_key   TEXT    NOT NULL,
    asked_at      INTEGER NOT NULL,             -- the links in both messages carry it
    old_agreed_at INTEGER,
    new_agreed_at INTEGER
);
CREATE UNIQUE INDEX address_changes_by_subscriber ON address_changes (subscriber_id);

-- Who asked for the link to their preferences; answered by a job, which is the first to ask whether the address is known.
CREATE TABLE link_requests (
    address_key TEXT    PRIMARY KEY,
    at          INTEGER NOT NULL
) WITHOUT ROWID;
