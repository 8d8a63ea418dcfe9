-- KEYS[6]: the facts, id -> '<revision> <op> <due, - for none> <record>'. ARGV: item, lease token or '', operation
-- token, id, revision, due, record, how long all of them are kept (ms), then the ids that leave.
-- Answers {'saved'}, also when this operation saved it before, or {'no'}.
local revision, op = string.match(redis.call('HGET', KEYS[6], ARGV[4]) or '0 -', '^(%d+) (%S+)')
if op == ARGV[3] then
  return {'saved'}
end
if ARGV[2] ~= '' and not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
if tonumber(revision) ~= tonumber(ARGV[5]) - 1 then
  return {'no'}
end
local due = ARGV[6] == '' and '-' or ARGV[6]
redis.call('HSET', KEYS[6], ARGV[4], table.concat({ARGV[5], ARGV[3], due, ARGV[7]}, ' '))
schedule(ARGV[1], ARGV[6])
for i = 9, #ARGV do
  redis.call('HDEL', KEYS[6], ARGV[i])
end
if redis.call('PTTL', KEYS[6]) < tonumber(ARGV[8]) then
  redis.call('PEXPIRE', KEYS[6], ARGV[8])
end
return {'saved'}
