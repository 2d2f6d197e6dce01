-- READ
-- no such table: shifts
SELECT id FROM shifts WHERE id = :id
