-- What was answered and what was begun since the rows of messages were last brought up to date: one row for each answer, so that
-- making an answer durable costs one page. Whoever changes unfinished messages folds it into them first.
CREATE TABLE journal (
    id         INTEGER PRIMARY KEY,
    worker     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    message_id INTEGER,                    -- answered; null: the connection begins its first message
    outcome    TEXT,
    code       INTEGER,
    answer     TEXT,
    counts     INTEGER NOT NULL DEFAULT 0, -- against the address: 0 or 1
    broke      INTEGER NOT NULL DEFAULT 0, -- the connection, while it took others' messages: 0 or 1
    retry_at   INTEGER,                    -- null: nothing more will happen to the message
    begun_id   INTEGER                     -- goes on the wire next; its final dot is sent when this row is on disk
);

-- A reader's messages are few: their state need not be in the index, which would change with each answer.
DROP INDEX messages_by_subscriber;
CREATE INDEX messages_by_subscriber ON messages (subscriber_id);

-- How often the connection broke over it while others' messages went
ALTER TABLE messages ADD COLUMN breaks INTEGER NOT NULL DEFAULT 0;
