-- KEYS[6]: the disagreement. ARGV: item, lease token, record, due ('' once it is told), how long it is remembered
-- that it was told (ms). Answers {'saved'}, or {'no'} once the lease is lost or it is gone.
if redis.call('EXISTS', KEYS[6]) == 0 or not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', KEYS[6], 'record', ARGV[3], 'due', ARGV[4])
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[6], 'words')
  redis.call('PEXPIRE', KEYS[6], ARGV[5])
end
schedule(ARGV[1], ARGV[4])
return {'saved'}
