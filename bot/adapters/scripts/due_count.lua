-- ARGV: 'look' or 'begin'. Looks whether the due index holds as many entries as were put in and not taken out, or
-- begins to count from what it holds now. Answers {'whole'} or {'differs'}.
local counted = redis.call('ZSCORE', DUE, COUNT)
local present = redis.call('ZCARD', DUE) - (counted and 1 or 0)
if ARGV[1] == 'begin' then
  redis.call('ZADD', DUE, whole(NEVER + present), COUNT)
  return {'whole'}
end
if counted and tonumber(counted) == NEVER + present then
  return {'whole'}
end
return {'differs'}
