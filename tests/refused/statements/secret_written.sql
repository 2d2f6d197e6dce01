-- WRITE
-- not authorized
DELETE FROM challenge WHERE id = :id
