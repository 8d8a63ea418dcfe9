-- ARGV: 'look', or 'begin' or 'end' with an item and the lease token under which all records are gone through. Looks
-- whether the due index holds as many entries as were put in and not taken out; begins to count from what it holds
-- now, not as whole yet; or says that it is, unless entries were lost meanwhile, too.
-- Answers {'whole'}, {'differs'}, {'begun'}, or {'no'} once the lease is lost.
local UNFINISHED = 0.5 -- stands beside the count until the records were gone through, so that it reads as wrong
local counted = redis.call('ZSCORE', DUE, COUNT)
local present = NEVER + redis.call('ZCARD', DUE) - (counted and 1 or 0)
counted = tonumber(counted or '0')
if ARGV[1] ~= 'look' and not holds(ARGV[2], ARGV[3], real_now()) then
  return {'no'}
end
if ARGV[1] == 'begin' then
  redis.call('ZADD', DUE, string.format('%.1f', present + UNFINISHED), COUNT)
  return {'begun'}
end
if ARGV[1] == 'end' and counted == present + UNFINISHED then
  redis.call('ZADD', DUE, whole(present), COUNT)
  return {'whole'}
end
return {counted == present and 'whole' or 'differs'}
