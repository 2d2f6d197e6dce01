-- READ
-- not authorized to use function: random
SELECT id FROM person ORDER BY random() LIMIT 1
