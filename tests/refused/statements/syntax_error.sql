-- READ
-- near "person": syntax error
SELECT id FORM person
