-- READ
-- READ, but it writes
INSERT INTO setting (key, value) VALUES (:key, :value) RETURNING key
