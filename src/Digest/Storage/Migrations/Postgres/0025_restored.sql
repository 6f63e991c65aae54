-- A correction of another kind: the story was withdrawn, and stands again. It goes beside one of words.

ALTER TABLE corrections DROP CONSTRAINT corrections_kind_check;
ALTER TABLE corrections ADD CONSTRAINT corrections_kind_check CHECK (kind IN ('Words', 'Headline', 'Marked', 'Removed', 'Restored')) NOT VALID;

DROP INDEX corrections_at_work;
CREATE UNIQUE INDEX corrections_at_work ON corrections (story_id) WHERE state IN ('Open', 'Going') AND kind <> 'Restored';
CREATE UNIQUE INDEX corrections_restoring ON corrections (story_id) WHERE state IN ('Open', 'Going') AND kind = 'Restored';
