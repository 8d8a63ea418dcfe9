-- KEYS: record, of the giver, their day, the same a moment ago; then for each night it leaves and for each it
-- enters: its run, its kudos, the team's pending nights; then for each recipient it leaves and for each it
-- reaches: what they were thanked for. ARGV: id, record, op, given (ms), new revision, how long it is kept (ms),
-- taken back ('1' or ''), how many nights it leaves, how many nights, how many recipients it leaves; then for
-- each night: date, the date's number. Answers {'kept'}, {'overtaken'} or {'closed', which of the nights, ...}.
local RECORD, OF, DAY, SAME = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, op, given, keep, leaves = ARGV[1], ARGV[3], ARGV[4], ARGV[6], tonumber(ARGV[8])
local stored = redis.call('HMGET', RECORD, 'revision', 'op')
if stored[2] == op then
  return {'kept'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[5]) - 1 then
  return {'overtaken'}
end
local nights = tonumber(ARGV[9])
local closed = closed_nights(nights)
if #closed > 1 then
  return closed
end

redis.call('HSET', RECORD, 'record', ARGV[2], 'revision', ARGV[5], 'op', op)
redis.call('PEXPIRE', RECORD, keep)
redis.call('DEL', SAME)
if ARGV[7] == '1' then
  redis.call('HSET', RECORD, 'gone', '1')
  redis.call('ZREM', OF, id)
  redis.call('SREM', DAY, id)
end
for i = 1, nights do
  local kudos, pending, date, number = KEYS[3 + 3 * i], KEYS[4 + 3 * i], ARGV[9 + 2 * i], ARGV[10 + 2 * i]
  if i <= leaves then
    redis.call('ZREM', kudos, id)
    if redis.call('ZCARD', kudos) == 0 then
      redis.call('ZREM', pending, date)
    end
  else
    redis.call('ZADD', kudos, given, id)
    redis.call('PEXPIRE', kudos, keep)
    redis.call('ZADD', pending, number, date)
  end
end
local people = 4 + 3 * nights
for i = 1, #KEYS - people do
  if i <= tonumber(ARGV[10]) then
    redis.call('ZREM', KEYS[people + i], id)
  else
    redis.call('ZADD', KEYS[people + i], given, id)
    redis.call('PEXPIRE', KEYS[people + i], keep)
  end
end
return {'kept'}
