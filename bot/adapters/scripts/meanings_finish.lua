-- ARGV: item, lease token, when what waits is due; then the ids that are erased unread.
-- Answers {'finished'}, or {'no'} once the lease is lost.
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
for i = 4, #ARGV do
  take(ARGV[i])
end
redis.call('HDEL', ROUND, 'record', 'batch')
if redis.call('HLEN', POOL) > 0 then
  plan(ARGV[1], ARGV[3])
else
  redis.call('DEL', ROUND)
  schedule(ARGV[1], '')
end
return {'finished'}
