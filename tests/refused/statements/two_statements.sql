-- WRITE
-- it is more than one
DELETE FROM setting WHERE key = :key; SELECT 1
