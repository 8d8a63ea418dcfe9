-- KEYS[6]: the run, KEYS[7]: the team's pending nights. ARGV: item, lease token, record, new revision, op, layout
-- ('' leaves it as it is: it is long, and fixed once); then the dates that are done. Answers {'saved'} or {'no'}.
local RUN, PENDING = KEYS[6], KEYS[7]
local stored = redis.call('HMGET', RUN, 'revision', 'op')
if stored[2] == ARGV[5] then
  return {'saved'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[4]) - 1 then
  return {'no'}
end
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', RUN, 'record', ARGV[3], 'revision', ARGV[4], 'op', ARGV[5])
if ARGV[6] ~= '' then
  redis.call('HSET', RUN, 'layout', ARGV[6])
end
for i = 7, #ARGV do
  redis.call('ZREM', PENDING, ARGV[i])
end
return {'saved'}
