-- KEYS: run, the team's pending nights. ARGV: record, date, the date's number, how long it is kept (ms).
-- Closes a night, or finds it closed. Answers {the run's record, its layout or ''}.
local before = redis.call('HMGET', KEYS[1], 'record', 'layout')
if before[1] then
  return {before[1], before[2] or ''}
end
redis.call('HSET', KEYS[1], 'record', ARGV[1], 'revision', 0, 'op', '')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
return {ARGV[1], ''}
