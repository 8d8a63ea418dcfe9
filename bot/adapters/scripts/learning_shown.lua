-- Counts many at once of which none replaces another. KEYS: the ballots of today, the counts of this month. ARGV: how
-- long ballots and counts are kept (ms); then by what is counted: its name, and the cards' digests, a space between them.
-- Answers how many were new.
local new = 0
for i = 3, #ARGV, 2 do
  local mark, here = ARGV[i], 0
  for card in string.gmatch(ARGV[i + 1], '%S+') do
    here = here + redis.call('HSETNX', KEYS[1], card, mark)
  end
  if here > 0 then
    redis.call('HINCRBY', KEYS[2], mark, here)
    new = new + here
  end
end
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
if new > 0 then
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return {tostring(new)}
