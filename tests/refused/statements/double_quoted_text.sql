-- READ
-- no such column: admin
SELECT id FROM person WHERE role = "admin"
