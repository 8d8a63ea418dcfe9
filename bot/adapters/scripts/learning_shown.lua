-- Counts many at once of which none replaces another. KEYS: the ballots of today, the counts of this month. ARGV: how
-- long ballots and counts are kept (ms); then for each the card's digest and what is counted. Answers how many were new.
local new = 0
for i = 3, #ARGV, 2 do
  if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('HINCRBY', KEYS[2], ARGV[i + 1], 1)
    new = new + 1
  end
end
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
if new > 0 then
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return {tostring(new)}
