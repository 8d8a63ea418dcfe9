-- KEYS[6]: how far a team has come. ARGV: item, lease token, record, due ('' for none), how long it is kept (ms).
-- Answers {'saved'}, or {'no'} once the lease is lost or it is gone.
if redis.call('EXISTS', KEYS[6]) == 0 or not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', KEYS[6], 'record', ARGV[3])
redis.call('PEXPIRE', KEYS[6], ARGV[5])
schedule(ARGV[1], ARGV[4])
return {'saved'}
