-- KEYS[6]: somebody's question. ARGV: item, lease token, record, due ('' once it is settled). Answers {'saved'}, or
-- {'no'} once the lease is lost or it is gone.
return {replace_leased(KEYS[6], ARGV[1], ARGV[2], ARGV[3], ARGV[4]) and 'saved' or 'no'}
