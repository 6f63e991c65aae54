-- What readers were offered with a variant, so that nothing comes to them again as related too soon.
CREATE TABLE variant_offers (
    variant_id bigint PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
    stories    text COLLATE "C" NOT NULL, -- JSON: the ids of the stories that it offers, shown or cut for length
    related    text COLLATE "C" NOT NULL  -- JSON: the ids of those shown beside them
);
