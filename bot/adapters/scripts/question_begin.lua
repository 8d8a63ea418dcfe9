-- KEYS[6]: somebody's question. ARGV: item, record, due, op. Answers {'begun'}, or {'before'} if there is one.
local before = redis.call('HGET', KEYS[6], 'op')
if before then
  return {before == ARGV[4] and 'begun' or 'before'}
end
redis.call('HSET', KEYS[6], 'record', ARGV[2], 'due', ARGV[3], 'op', ARGV[4])
schedule(ARGV[1], ARGV[3])
return {'begun'}
