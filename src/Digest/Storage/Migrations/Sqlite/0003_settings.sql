-- What admins have set. Settings from outside (files, environment, command line) override it.

CREATE TABLE settings (
    key        TEXT    PRIMARY KEY,             -- as in a settings file, such as Site:Name or Feeds:0:Url
    value      TEXT,                            -- null: put back to the default; the row tells by whom
    version    INTEGER NOT NULL,                -- of all settings, when this one was changed last
    changed_at INTEGER NOT NULL,
    changed_by TEXT    NOT NULL
);

ALTER TABLE installation ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 0; -- rises with each change: other processes look at it
ALTER TABLE installation ADD COLUMN welcomed_at INTEGER;                         -- the first steps were taken or passed over

-- The publication's icon, fetched once and served by the site itself
CREATE TABLE site_icon (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    url        TEXT    NOT NULL,                -- Site:Icon, when it was fetched
    bytes      BLOB,                            -- null: it could not be had
    type       TEXT,                            -- by its bytes
    problem    TEXT,                            -- why it could not be had, in a sentence
    fetched_at INTEGER NOT NULL
);
