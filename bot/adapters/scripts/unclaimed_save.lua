-- KEYS[6]: the day's answers without anybody. ARGV: item, lease token, record, due.
-- Answers {'saved'}, or {'no'} once the lease is lost or they are gone.
if redis.call('EXISTS', KEYS[6]) == 0 or not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', KEYS[6], 'record', ARGV[3], 'due', ARGV[4])
schedule(ARGV[1], ARGV[4])
return {'saved'}
