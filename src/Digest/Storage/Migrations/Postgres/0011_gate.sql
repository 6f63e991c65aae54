-- Nonces of sign-up forms that were used: none of them is taken twice, whichever process gave it out.
CREATE TABLE used_nonces (
    nonce        text COLLATE "C" PRIMARY KEY,
    address_hash text COLLATE "C" NOT NULL, -- keyed hash of the address_key it was used for: a second press is no second sign-up
    expires_at   bigint NOT NULL -- from then on the nonce is too old to be taken anyway
);
CREATE INDEX used_nonces_by_expiry ON used_nonces (expires_at);

-- What causes mail is counted by these; null: nobody from outside asked
ALTER TABLE signup_requests ADD COLUMN network text COLLATE "C"; -- an IPv4 address, or the /64 of an IPv6 one
ALTER TABLE signup_requests ADD COLUMN domain text COLLATE "C";
ALTER TABLE signup_requests ADD COLUMN due_at bigint NOT NULL DEFAULT 0; -- over a limit: not before
CREATE INDEX signup_requests_mailed ON signup_requests (handled_at, network, domain) WHERE network IS NOT NULL AND outcome IN ('Asked', 'AlreadyReading');
DROP INDEX signup_requests_open;
CREATE INDEX signup_requests_due ON signup_requests (due_at, id) WHERE handled_at IS NULL;
