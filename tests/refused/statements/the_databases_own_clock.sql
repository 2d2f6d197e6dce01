-- READ
-- not authorized to use function: datetime
SELECT datetime('now')
