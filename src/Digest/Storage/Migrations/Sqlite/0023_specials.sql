-- Editions that editors make by hand out of stories they pick

ALTER TABLE editions ADD COLUMN kind TEXT NOT NULL DEFAULT 'Regular' CHECK (kind IN ('Regular', 'Special'));

-- What a special edition offers, where its messages carry no numbers of their own: the numbers after one and up to another
CREATE TABLE edition_ranges (
    edition_id   INTEGER NOT NULL REFERENCES editions (id),
    after_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    PRIMARY KEY (edition_id, after_number)
) WITHOUT ROWID;

-- Ranges among a message's numbers that it does not offer, because another one had them for its reader when it was made: [[after, to], …]
ALTER TABLE messages ADD COLUMN apart TEXT;

CREATE TABLE specials (
    id            INTEGER PRIMARY KEY,
    edition_id    INTEGER UNIQUE REFERENCES editions (id), -- null until it is closed
    state         TEXT    NOT NULL DEFAULT 'Draft' CHECK (state IN ('Draft', 'Scheduled', 'Held', 'Closed')),
    held_because  TEXT,
    send_at       INTEGER,                       -- when it closes
    scheduled_by  TEXT,
    stories       TEXT    NOT NULL DEFAULT '[]', -- JSON: ids, the first at the top
    subject       TEXT,                          -- null: as the program finds it
    preheader     TEXT,
    note          TEXT,                          -- Markdown
    audience      TEXT    NOT NULL DEFAULT 'Everyone' CHECK (audience IN ('Everyone', 'Topics', 'SpecialOnly')),
    topics        TEXT    NOT NULL DEFAULT '[]', -- JSON: of which readers who follow one of them get it
    with_others   INTEGER NOT NULL DEFAULT 0,    -- also those who follow no topic and have not muted these
    version       INTEGER NOT NULL DEFAULT 1,    -- counts all changes
    words_version INTEGER NOT NULL DEFAULT 1,    -- counts those of its words and readers
    made_at       INTEGER NOT NULL,
    made_by       TEXT    NOT NULL,
    changed_at    INTEGER NOT NULL,
    changed_by    TEXT    NOT NULL
);
CREATE INDEX specials_open ON specials (send_at) WHERE state <> 'Closed';
