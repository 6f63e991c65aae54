-- Variants that say what is not so any more: none of their messages begins until it has moved
CREATE TABLE outdated_variants (
    variant_id INTEGER PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
    because    TEXT -- why what is right cannot be put into them, in a sentence; null: it is being done
);
