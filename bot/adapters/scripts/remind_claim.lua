-- Whether one person may be reminded now: at most once an hour, and a thread's situation once for everybody in it.
-- KEYS: when they were last reminded; the thread's situation.
-- ARGV: token, now (ms of the bot's clock), the least time between two (ms), how long the thread is remembered (ms).
-- Answers {'yes'} or {'no'}. The same token is answered the same.
if redis.call('GET', KEYS[2]) == ARGV[1] then
  return {'yes'}
end
local last = redis.call('GET', KEYS[1])
if redis.call('EXISTS', KEYS[2]) == 1 or (last and tonumber(ARGV[2]) - tonumber(last) < tonumber(ARGV[3])) then
  return {'no'}
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[4])
return {'yes'}
