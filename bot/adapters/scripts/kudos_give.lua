-- KEYS: record, of the giver, their day, the same a moment ago; then for each night: its run, its kudos, the
-- team's pending nights; then for each recipient: what they were thanked for. ARGV: id, record, op, given (ms),
-- cap, alike within, how long it, its day and its sameness are kept (ms), how many nights, revision; then for
-- each night: date, the date's number. One that was taken back may be given again under its id, a revision on.
-- Answers {'kept'}, {'alike', id}, {'full'} or {'closed', which of the nights, ...}.
local RECORD, OF, DAY, SAME = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, op, given, keep = ARGV[1], ARGV[3], ARGV[4], ARGV[7]
local stored = redis.call('HMGET', RECORD, 'op', 'revision', 'gone')
if stored[1] == op then
  return {'kept'}
end
if stored[2] and not (stored[3] and tonumber(stored[2]) == tonumber(ARGV[11]) - 1) then
  return {'alike', id}
end
local other, when = string.match(redis.call('GET', SAME) or '', '(%S+) (%S+)')
if other and tonumber(given) - tonumber(when) < tonumber(ARGV[6]) then
  return {'alike', other}
end
local nights = tonumber(ARGV[10])
local closed = closed_nights(nights)
if #closed > 1 then
  return closed
end
if redis.call('SCARD', DAY) >= tonumber(ARGV[5]) then
  return {'full'}
end

redis.call('HSET', RECORD, 'record', ARGV[2], 'revision', ARGV[11], 'op', op)
redis.call('HDEL', RECORD, 'gone')
redis.call('PEXPIRE', RECORD, keep)
redis.call('ZADD', OF, given, id)
redis.call('ZREMRANGEBYSCORE', OF, '-inf', tonumber(given) - tonumber(keep))
redis.call('PEXPIRE', OF, keep)
redis.call('SADD', DAY, id)
redis.call('PEXPIRE', DAY, ARGV[8])
redis.call('SET', SAME, id .. ' ' .. given, 'PX', ARGV[9])
for i = 1, nights do
  redis.call('ZADD', KEYS[3 + 3 * i], given, id)
  redis.call('PEXPIRE', KEYS[3 + 3 * i], keep)
  redis.call('ZADD', KEYS[4 + 3 * i], ARGV[11 + 2 * i], ARGV[10 + 2 * i])
end
for i = 5 + 3 * nights, #KEYS do
  redis.call('ZADD', KEYS[i], given, id)
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', tonumber(given) - tonumber(keep))
  redis.call('PEXPIRE', KEYS[i], keep)
end
return {'kept'}
