-- READ
-- not authorized
SELECT count(*) FROM invitation
