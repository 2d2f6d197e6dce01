-- READ
-- no such column: colour
SELECT colour FROM shift WHERE id = :id
