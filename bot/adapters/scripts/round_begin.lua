-- KEYS[6]: the round. ARGV: item, looked (ms). Begins it due at once, or puts back a deadline the index lost.
-- Answers {'begun'} or {'going'}.
if redis.call('EXISTS', KEYS[6]) == 0 then
  redis.call('HSET', KEYS[6], 'looked', ARGV[2], 'due', ARGV[2])
  schedule(ARGV[1], ARGV[2])
  return {'begun'}
end
local due = redis.call('HGET', KEYS[6], 'due')
if redis.call('HEXISTS', PARKED, ARGV[1]) == 0 and not redis.call('ZSCORE', DUE, ARGV[1]) then
  schedule(ARGV[1], due)
end
return {'going'}
