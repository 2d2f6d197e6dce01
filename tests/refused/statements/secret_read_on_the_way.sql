-- WRITE
-- access to challenge.code_mac is prohibited
UPDATE setting SET value = (SELECT hex(code_mac) FROM challenge WHERE id = :id) WHERE key = 'x'
