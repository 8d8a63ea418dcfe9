-- KEYS[6]: the bulletin. ARGV: item, lease token, record, due ('' once it is told).
-- Answers {'saved'}, or {'no'} once the lease is lost or the bulletin is gone.
return {replace_leased(KEYS[6], ARGV[1], ARGV[2], ARGV[3], ARGV[4]) and 'saved' or 'no'}
