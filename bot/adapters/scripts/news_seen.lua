-- KEYS[6]: some news, KEYS[7] and on: the messages to draw anew. ARGV: user, when (ms), op, due (ms); then the
-- item of each message. Answers {'seen'}, or {'no'} if they had read it before or it is gone.
local NEWS, field = KEYS[6], 'seen:' .. ARGV[1]
if redis.call('EXISTS', NEWS) == 0 then
  return {'no'}
end
local before = redis.call('HGET', NEWS, field)
if before then
  return {before == ARGV[2] .. ' ' .. ARGV[3] and 'seen' or 'no'}
end
redis.call('HSET', NEWS, field, ARGV[2] .. ' ' .. ARGV[3])
for i = 7, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('HINCRBY', KEYS[i], 'revision', 1)
    redis.call('HSET', KEYS[i], 'due', ARGV[4])
    schedule(ARGV[i - 2], ARGV[4])
  end
end
return {'seen'}
