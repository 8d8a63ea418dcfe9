-- ARGV: item, lease token, record, due. Answers {'saved'}, or {'no'} once the lease is lost or the round is gone.
if not holds(ARGV[1], ARGV[2], real_now()) or redis.call('HEXISTS', ROUND, 'record') == 0 then
  return {'no'}
end
redis.call('HSET', ROUND, 'record', ARGV[3])
plan(ARGV[1], ARGV[4])
return {'saved'}
