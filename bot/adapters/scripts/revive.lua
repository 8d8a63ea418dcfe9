-- ARGV: item. Answers {'revived'} or {'no'}.
local parked = redis.call('HGET', PARKED, ARGV[1])
if not parked then
  return {'no'}
end
schedule(ARGV[1], string.match(parked, '%S+'))
return {'revived'}
