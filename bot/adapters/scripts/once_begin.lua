-- KEYS[1]: the event. ARGV: token, how long handling may take (ms). Answers {'begin'} or {'no'}.
local by = redis.call('GET', KEYS[1])
if by and by ~= ARGV[1] then
  return {'no'}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {'begin'}
