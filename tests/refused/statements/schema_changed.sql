-- WRITE
-- not authorized
CREATE TABLE other (x INTEGER) STRICT
