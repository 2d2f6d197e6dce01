-- WRITE
-- not authorized
BEGIN IMMEDIATE
