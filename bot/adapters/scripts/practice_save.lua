-- KEYS[7]: the library, KEYS[8]...: the closed ones of those it is from. ARGV: id, item, record, revision, due, op,
-- lease token or '', what the library holds of it ('' nothing any more), how long one that is closed is kept (ms),
-- when it was closed (ms).
-- Answers {'saved'} or {'no'}.
local kept, answer = next_ops(ARGV[2], tonumber(ARGV[4]), ARGV[6], ARGV[7])
if not kept then
  return answer
end
redis.call('HSET', RECORD, 'record', ARGV[3], 'revision', ARGV[4], 'ops', kept, 'due', ARGV[5])
schedule(ARGV[2], ARGV[5])
if ARGV[8] ~= '' then
  redis.call('HSET', KEYS[7], 'practice ' .. ARGV[1], ARGV[8])
else
  redis.call('HDEL', KEYS[7], 'practice ' .. ARGV[1])
  redis.call('PEXPIRE', RECORD, ARGV[9])
  for i = 8, #KEYS do
    redis.call('ZADD', KEYS[i], ARGV[10], ARGV[1])
    redis.call('PEXPIRE', KEYS[i], ARGV[9])
  end
end
redis.call('HINCRBY', KEYS[7], 'version', 1)
return {'saved'}
