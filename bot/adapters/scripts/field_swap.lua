-- KEYS[1]: a hash. ARGV: field, what it holds ('' for nothing), what it holds from now on ('' removes it).
-- Answers {'swapped'}, or {'no'} where it holds something else.
local held = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if held == ARGV[3] then
  return {'swapped'} -- a reply was lost
end
if held ~= ARGV[2] then
  return {'no'}
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
return {'swapped'}
