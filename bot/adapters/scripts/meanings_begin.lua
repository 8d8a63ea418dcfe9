-- ARGV: item, lease token, record, encrypted batch, due, how long all is kept (ms); then the ids it takes.
-- Answers {'begun'}, or {'no'} once the lease is lost or an id is gone.
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
if redis.call('HGET', ROUND, 'record') == ARGV[3] then
  return {'begun'}
end
for i = 7, #ARGV do
  if redis.call('HEXISTS', POOL, ARGV[i]) == 0 then
    return {'no'}
  end
end
for i = 7, #ARGV do
  take(ARGV[i])
end
redis.call('HSET', ROUND, 'record', ARGV[3], 'batch', ARGV[4])
plan(ARGV[1], ARGV[5])
keep_for(ARGV[6])
return {'begun'}
