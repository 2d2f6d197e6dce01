-- READ
-- not authorized
PRAGMA user_version
