-- More choices, and the link for those who lost it.

ALTER TABLE subscribers DROP CONSTRAINT subscribers_cadence_check;
ALTER TABLE subscribers ADD CONSTRAINT subscribers_cadence_check CHECK (cadence IN ('Daily', 'Weekdays', 'ChosenDays', 'Weekly', 'BreakingOnly'));
ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
-- Not asked of the rows that are there: they fitted the narrower one.
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK (kind IN ('Digest', 'Confirmation', 'Reminder', 'Welcome', 'AlreadyReading', 'PreferencesLink')) NOT VALID;

ALTER TABLE subscribers ADD COLUMN muted text COLLATE "C" NOT NULL DEFAULT '[]'; -- topics; sorted like those that are followed
ALTER TABLE subscribers ADD COLUMN format text COLLATE "C" NOT NULL DEFAULT 'Html' CHECK (format IN ('Html', 'Text'));
ALTER TABLE subscribers ADD COLUMN language text COLLATE "C"; -- BCP 47 tag; null: none was chosen

-- Muted topics tell groups of readers apart, too.
ALTER TABLE edition_choices ADD COLUMN muted text COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE edition_choices ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT ''; -- '': none
ALTER TABLE edition_choices DROP CONSTRAINT edition_choices_pkey;
ALTER TABLE edition_choices ADD PRIMARY KEY (edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone);

-- Who asked for the link to their preferences; answered by a job, which is the first to ask whether the address is known.
CREATE TABLE link_requests (
    address_key text COLLATE "C" PRIMARY KEY,
    at          bigint NOT NULL
);
