-- READ
-- access to challenge.code_mac is prohibited
SELECT code_mac FROM challenge WHERE id = :id
