-- What readers were offered with a variant, so that nothing comes to them again as related too soon.
CREATE TABLE variant_offers (
    variant_id INTEGER PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
    stories    TEXT NOT NULL,                   -- JSON: the ids of the stories that it offers, shown or cut for length
    related    TEXT NOT NULL                    -- JSON: the ids of those shown beside them
);
