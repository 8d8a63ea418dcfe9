-- KEYS[6]: the day's answers without anybody. ARGV: item, lease token, record, due.
-- Answers {'saved'}, or {'no'} once the lease is lost or they are gone.
return {replace_leased(KEYS[6], ARGV[1], ARGV[2], ARGV[3], ARGV[4]) and 'saved' or 'no'}
