-- KEYS[6]: the month's counts, KEYS[7]: the feedback, KEYS[8]: its agent's, KEYS[9]: the team's loops, KEYS[10]: the
-- day's answers without anybody, KEYS[11]...: the same id by every key of the ring, the present one's first.
-- ARGV: token, result, how long the id is remembered (ms), counted as ('' not), item ('' keeps nothing), record, due,
-- how long it is kept (ms), id, received (ms), loop ('1' or ''), item of the day ('' for none), its due, how long that
-- is kept (ms). Answers {'taken', result} or {'before', result}.
local COUNTS, FEEDBACK, OF, LOOPS, DAY = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local token, result = ARGV[1], ARGV[2]
for i = 11, #KEYS do
  local mine, before = string.match(redis.call('GET', KEYS[i]) or '', '^(%S+) (%S+)$')
  if mine then
    return {mine == token and 'taken' or 'before', before}
  end
end
redis.call('SET', KEYS[11], token .. ' ' .. result, 'PX', ARGV[3])
if ARGV[4] ~= '' then
  redis.call('HINCRBY', COUNTS, ARGV[4], 1)
end
if ARGV[5] ~= '' then
  redis.call('HSET', FEEDBACK, 'record', ARGV[6], 'revision', 0, 'ops', token, 'due', ARGV[7])
  redis.call('PEXPIRE', FEEDBACK, ARGV[8])
  redis.call('ZADD', OF, ARGV[10], ARGV[9])
  redis.call('PEXPIRE', OF, ARGV[8])
  if ARGV[11] == '1' then
    redis.call('ZADD', LOOPS, ARGV[10], ARGV[9])
    redis.call('PEXPIRE', LOOPS, ARGV[8])
  end
  schedule(ARGV[5], ARGV[7])
end
if ARGV[12] ~= '' then
  redis.call('HINCRBY', DAY, 'count', 1)
  redis.call('PEXPIRE', DAY, ARGV[14])
  if not redis.call('HGET', DAY, 'due') then
    redis.call('HSET', DAY, 'due', ARGV[13])
    schedule(ARGV[12], ARGV[13])
  end
end
return {'taken', result}
