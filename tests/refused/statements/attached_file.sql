-- WRITE
-- not authorized
ATTACH '/tmp/other.db' AS other
