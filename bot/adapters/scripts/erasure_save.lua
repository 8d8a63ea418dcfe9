-- KEYS[6]: an erasure. ARGV: item, lease token, record ('' once it is over), due ('' once it is over), how long it is
-- kept (ms). Answers {'saved'}, or {'no'} once the lease is lost.
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
if ARGV[3] == '' then
  redis.call('DEL', KEYS[6])
else
  redis.call('HSET', KEYS[6], 'record', ARGV[3], 'due', ARGV[4])
  redis.call('PEXPIRE', KEYS[6], ARGV[5])
end
schedule(ARGV[1], ARGV[4])
return {'saved'}
