-- A correction of another kind: the story was withdrawn, and stands again. It goes beside one of words.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''Marked'', ''Removed''', '''Marked'', ''Removed'', ''Restored''') WHERE type = 'table' AND name = 'corrections';
PRAGMA writable_schema = RESET;

DROP INDEX corrections_at_work;
CREATE UNIQUE INDEX corrections_at_work ON corrections (story_id) WHERE state IN ('Open', 'Going') AND kind <> 'Restored';
CREATE UNIQUE INDEX corrections_restoring ON corrections (story_id) WHERE state IN ('Open', 'Going') AND kind = 'Restored';
