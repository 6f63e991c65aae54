-- What admins have set. Settings from outside (files, environment, command line) override it.

CREATE TABLE settings (
    key        text COLLATE "C" PRIMARY KEY, -- as in a settings file, such as Site:Name or Feeds:0:Url
    value      text COLLATE "C", -- null: put back to the default; the row tells by whom
    version    bigint NOT NULL, -- of all settings, when this one was changed last
    changed_at bigint NOT NULL,
    changed_by text COLLATE "C" NOT NULL
);

ALTER TABLE installation ADD COLUMN settings_version bigint NOT NULL DEFAULT 0; -- rises with each change: other processes look at it
ALTER TABLE installation ADD COLUMN welcomed_at bigint; -- the first steps were taken or passed over

-- The publication's icon, fetched once and served by the site itself
CREATE TABLE site_icon (
    id         bigint PRIMARY KEY CHECK (id = 1),
    url        text COLLATE "C" NOT NULL, -- Site:Icon, when it was fetched
    bytes      bytea, -- null: it could not be had
    type       text COLLATE "C", -- by its bytes
    problem    text COLLATE "C", -- why it could not be had, in a sentence
    fetched_at bigint NOT NULL
);
