-- Links to what is known about a reader, and changes of address.

-- Widened as in 0012.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''PreferencesLink''', '''PreferencesLink'', ''DataLink'', ''AddressOld'', ''AddressNew''') WHERE type = 'table' AND name = 'messages';
PRAGMA writable_schema = RESET;

-- A message to another address than the subscriber's: whoever has the new one is asked whether it is theirs.
ALTER TABLE messages ADD COLUMN to_address TEXT;
CREATE INDEX messages_elsewhere ON messages (to_address) WHERE to_address IS NOT NULL;

-- A new address waits until the old and the new one have agreed; it and what it was asked for is forgotten a day later.
CREATE TABLE address_changes (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL UNIQUE REFERENCES subscribers (id),
    address       TEXT    NOT NULL,
    address_key   TEXT    NOT NULL,
    asked_at      INTEGER NOT NULL,                -- the links in both messages carry it
    old_agreed_at INTEGER,
    new_agreed_at INTEGER
);
