-- KEYS[6]: record, [7]: what it joins, [8]: who joined that, [9]: of the giver, [10]: their day; then the nights'
-- edits, then for each recipient what they were thanked for. ARGV: id, record, op, given (ms), cap, how long it and
-- its day are kept (ms), giver, due (ms), how many nights; then the nights' items.
-- Answers {'kept'}, {'before', id}, {'gone'} or {'full'}.
local RECORD, JOINED, JOINS, OF, DAY = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local id, op, keep, nights = ARGV[1], ARGV[3], ARGV[6], tonumber(ARGV[10])
if redis.call('HGET', RECORD, 'op') == op then
  return {'kept'}
end
local joined = redis.call('HMGET', JOINED, 'record', 'gone', 'withdrawn')
if not joined[1] or joined[2] or joined[3] then
  return {'gone'}
end
local before = redis.call('HGET', JOINS, ARGV[8])
if before then
  return {'before', before}
end
if redis.call('SCARD', DAY) >= tonumber(ARGV[5]) then
  return {'full'}
end

redis.call('HSET', RECORD, 'record', ARGV[2], 'revision', 0, 'op', op)
redis.call('PEXPIRE', RECORD, keep)
redis.call('HSET', JOINS, ARGV[8], id)
redis.call('PEXPIRE', JOINS, keep)
redis.call('ZADD', OF, ARGV[4], id)
redis.call('PEXPIRE', OF, keep)
redis.call('SADD', DAY, id)
redis.call('PEXPIRE', DAY, ARGV[7])
for i = 1, nights do
  wants_edit(KEYS[10 + i], ARGV[10 + i], id, ARGV[9], keep)
end
for i = 11 + nights, #KEYS do
  redis.call('ZADD', KEYS[i], ARGV[4], id)
  redis.call('PEXPIRE', KEYS[i], keep)
end
return {'kept'}
