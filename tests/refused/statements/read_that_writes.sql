-- READ
-- READ, but it writes
UPDATE setting SET value = :value WHERE key = :key
