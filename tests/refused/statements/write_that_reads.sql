-- WRITE
-- WRITE, but it only reads
SELECT value FROM setting WHERE key = :key
