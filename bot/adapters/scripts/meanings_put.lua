-- ARGV: item, id, encrypted answer, due, how long all is kept (ms); then the marks of its author, the present
-- key's first. Again with the same id changes nothing. Answers {'kept'}.
local item, id = ARGV[1], ARGV[2]
if redis.call('HEXISTS', POOL, id) == 0 then
  for i = 6, #ARGV do
    local before = redis.call('HGET', BY, ARGV[i])
    if before then
      take(before)
    end
  end
  redis.call('HSET', POOL, id, ARGV[3])
  redis.call('HSET', BY, ARGV[6], id)
end
if (redis.call('HGET', ROUND, 'due') or '') == '' then
  plan(item, ARGV[4])
end
keep_for(ARGV[5])
return {'kept'}
