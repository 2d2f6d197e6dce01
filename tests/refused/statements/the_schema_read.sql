-- READ
-- access to sqlite_master.sql is prohibited
SELECT sql FROM sqlite_schema
