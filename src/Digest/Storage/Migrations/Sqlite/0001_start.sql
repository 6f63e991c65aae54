-- Times are UTC milliseconds, flags 0 or 1, lists JSON arrays. Addresses and links are normalised in code.

CREATE TABLE installation (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    installed_at INTEGER NOT NULL,
    site_url     TEXT                           -- under which the site was last started; commands without a setting use it
);

CREATE TABLE link_keys (
    id         INTEGER PRIMARY KEY,
    secret     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE web_keys (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    xml  TEXT NOT NULL
);

CREATE TABLE admins (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL UNIQUE,
    password_hash TEXT    NOT NULL,
    stamp         TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
);

CREATE TABLE admin_links (
    token_hash TEXT    PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
);

-- Stories

CREATE TABLE feeds (
    id              INTEGER PRIMARY KEY,
    url             TEXT    NOT NULL UNIQUE,
    fetch_url       TEXT    NOT NULL,           -- where a permanent redirect led
    title           TEXT,
    etag            TEXT,
    last_modified   TEXT,
    next_poll_at    INTEGER NOT NULL DEFAULT 0,
    last_polled_at  INTEGER,
    last_success_at INTEGER,
    failures        INTEGER NOT NULL DEFAULT 0, -- in a row
    problem         TEXT,                       -- why the last poll failed, in a sentence
    gone            INTEGER NOT NULL DEFAULT 0  -- 410: not polled any more
);

CREATE TABLE stories (
    id              INTEGER PRIMARY KEY,
    canonical_link  TEXT    NOT NULL UNIQUE,
    link            TEXT    NOT NULL,
    headline        TEXT    NOT NULL,
    dek             TEXT,
    byline          TEXT,
    text            TEXT,
    picture_url     TEXT,
    picture_alt     TEXT,
    picture_caption TEXT,
    picture_credit  TEXT,
    picture_width   INTEGER,
    picture_height  INTEGER,
    topics          TEXT    NOT NULL DEFAULT '[]',
    licence         TEXT,
    published_at    INTEGER,
    updated_at      INTEGER,
    first_seen_at   INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL DEFAULT 0, -- when the row was last written
    number          INTEGER UNIQUE              -- given at closing; no lower number appears later
);
CREATE INDEX stories_unnumbered ON stories (first_seen_at) WHERE number IS NULL;
CREATE INDEX stories_by_change ON stories (changed_at, id);
CREATE INDEX stories_by_time ON stories (COALESCE(published_at, first_seen_at), id);

-- Under which id each feed knows a story (guid, atom:id, else link; compared character by character)
CREATE TABLE story_ids (
    feed_id      INTEGER NOT NULL REFERENCES feeds (id),
    guid         TEXT    NOT NULL,
    story_id     INTEGER NOT NULL REFERENCES stories (id),
    content_hash TEXT    NOT NULL,              -- of what this feed last said of it: only what a feed changes is an update
    PRIMARY KEY (feed_id, guid)
) WITHOUT ROWID;
CREATE INDEX story_ids_by_story ON story_ids (story_id);

-- Readers

CREATE TABLE subscribers (
    id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: links speak of it for ever
    address         TEXT    NOT NULL,           -- as typed, the domain as A-label
    address_key     TEXT    NOT NULL UNIQUE,    -- lower case: what makes two addresses one
    name            TEXT,
    status          TEXT    NOT NULL CHECK (status IN ('Pending', 'Active', 'Unsubscribed', 'Unreachable', 'Erased')),
    cadence         TEXT    NOT NULL DEFAULT 'Daily' CHECK (cadence IN ('Daily', 'Weekdays', 'Weekly')),
    days            INTEGER NOT NULL DEFAULT 127, -- bits of the days on which an edition is due: Monday 1 … Sunday 64
    send_hour       INTEGER,                    -- the reader's own hour, 0–23; null: as soon as the edition is closed
    time_zone       TEXT,                       -- IANA name; null: the editions' own
    topics          TEXT    NOT NULL DEFAULT '[]', -- followed; empty: everything. Sorted, so that equal choices are equal texts
    paused_until    INTEGER,
    position        INTEGER NOT NULL DEFAULT 0, -- the number up to which stories were offered
    offered_ahead   TEXT    NOT NULL DEFAULT '[]', -- ranges beyond the position that were offered too: [[after, to], …]
    created_at      INTEGER NOT NULL,
    confirmed_at    INTEGER,
    reminded_at     INTEGER,
    unsubscribed_at INTEGER
);
CREATE INDEX subscribers_by_status ON subscribers (status, created_at);

CREATE TABLE consents (
    id            INTEGER PRIMARY KEY,
    subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
    at            INTEGER NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('Asked', 'Confirmed', 'Imported', 'Withdrawn', 'Restored')),
    source        TEXT    NOT NULL,             -- form, json, import: …, one-click, page
    client        TEXT,                         -- the network address it came from
    form_text     TEXT                          -- what the form said
);
CREATE INDEX consents_by_subscriber ON consents (subscriber_id);

CREATE TABLE suppressions (
    address_hash TEXT    PRIMARY KEY,           -- keyed hash of address_key
    reason       TEXT    NOT NULL,
    at           INTEGER NOT NULL
);

CREATE TABLE signup_requests (
    id         INTEGER PRIMARY KEY,
    address    TEXT    NOT NULL,
    name       TEXT,
    source     TEXT    NOT NULL,
    client     TEXT,
    form_text  TEXT,
    at         INTEGER NOT NULL,
    handled_at INTEGER,
    outcome    TEXT
);
CREATE INDEX signup_requests_open ON signup_requests (id) WHERE handled_at IS NULL;

-- Editions

CREATE TABLE editions (
    id           INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL UNIQUE,
    day          TEXT    UNIQUE,                -- yyyy-MM-dd of the regular edition; null: closed by hand
    state        TEXT    NOT NULL CHECK (state IN ('Held', 'Closed', 'Skipped')),
    held_because TEXT,
    release_at   INTEGER,                       -- a hold that nobody touches ends here; null: it waits for somebody
    after_number INTEGER,                       -- the last number of the edition before
    last_number  INTEGER,                       -- covers all numbers up to this one; null until closed
    ignore_hours INTEGER NOT NULL DEFAULT 0,    -- "send now": readers' own hours do not delay it
    weekday      INTEGER NOT NULL DEFAULT 0,    -- bit of the day whose readers it is due for
    due_at       INTEGER NOT NULL,
    closed_at    INTEGER,
    prepared_at  INTEGER,                       -- every due subscriber has a message or needs none
    prepared_to  INTEGER NOT NULL DEFAULT 0,    -- subscriber id up to which messages are prepared
    subject      TEXT,
    html         TEXT,                          -- the edition for a reader without history, without personal links
    text         TEXT
);

-- What readers with equal positions and preferences get of an edition; variant null: nothing left for them
CREATE TABLE edition_choices (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    position   INTEGER NOT NULL,
    offered_ahead TEXT NOT NULL,
    topics     TEXT    NOT NULL,
    send_hour  INTEGER NOT NULL,                -- -1: none
    time_zone  TEXT    NOT NULL,                -- '': none
    variant_id INTEGER REFERENCES variants (id),
    not_before INTEGER NOT NULL,
    PRIMARY KEY (edition_id, position, offered_ahead, topics, send_hour, time_zone)
) WITHOUT ROWID;

CREATE TABLE edition_stories (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    rank       INTEGER NOT NULL,
    PRIMARY KEY (edition_id, story_id)
) WITHOUT ROWID;

-- Outbox

CREATE TABLE variants (
    id          INTEGER PRIMARY KEY,
    edition_id  INTEGER REFERENCES editions (id),
    content_key TEXT    NOT NULL,
    content     TEXT    NOT NULL,               -- JSON: subject, html, text, markers of the slots
    created_at  INTEGER NOT NULL
);
CREATE UNIQUE INDEX variants_by_key ON variants (COALESCE(edition_id, 0), content_key);

CREATE TABLE messages (
    id            INTEGER PRIMARY KEY,
    kind          TEXT    NOT NULL CHECK (kind IN ('Digest', 'Confirmation', 'Reminder', 'Welcome', 'AlreadyReading')),
    priority      INTEGER NOT NULL,             -- lower goes first
    edition_id    INTEGER REFERENCES editions (id),
    after_number  INTEGER NOT NULL DEFAULT 0,   -- what was offered before it: it offers the numbers after this one …
    last_number   INTEGER NOT NULL DEFAULT 0,   -- … up to this one; submitting it moves the subscriber's position here
    variant_id    INTEGER NOT NULL REFERENCES variants (id),
    subscriber_id INTEGER NOT NULL REFERENCES subscribers (id),
    status        TEXT    NOT NULL CHECK (status IN ('Prepared', 'Submitting', 'Submitted', 'Deferred', 'Failed', 'Uncertain', 'Superseded')),
    due_at        INTEGER NOT NULL,             -- not before; after a deferral, when to try again
    dated_at      INTEGER NOT NULL,             -- the Date it carries, the same for each attempt
    lease         TEXT,                         -- which worker has taken it
    lease_until   INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0, -- that count against the address
    resubmitted   INTEGER NOT NULL DEFAULT 0, -- an uncertain message is submitted once more, not oftener
    created_at    INTEGER NOT NULL,
    finished_at   INTEGER,                    -- null while something may still happen to it
    answer_code   INTEGER,
    answer        TEXT,
    UNIQUE (edition_id, subscriber_id)
);
CREATE INDEX messages_due ON messages (priority, due_at, id) WHERE finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain');
CREATE INDEX messages_unanswered ON messages (subscriber_id, last_number) WHERE finished_at IS NULL AND status IN ('Submitting', 'Uncertain');
CREATE INDEX messages_by_subscriber ON messages (subscriber_id, status);
CREATE INDEX messages_by_edition ON messages (edition_id, status);

CREATE TABLE attempts (
    id         INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES messages (id),
    at         INTEGER NOT NULL,
    outcome    TEXT    NOT NULL,
    code       INTEGER,
    answer     TEXT
);
CREATE INDEX attempts_by_message ON attempts (message_id);
