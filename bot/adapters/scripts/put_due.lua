-- KEYS[6], if given: a record that remembers its deadline. ARGV: item, due ('' for none), lease token or ''.
-- Answers {'put'}, or {'no'} once the lease is lost.
if ARGV[3] ~= '' and not holds(ARGV[1], ARGV[3], real_now()) then
  return {'no'}
end
schedule(ARGV[1], ARGV[2])
if KEYS[6] then
  redis.call('HSET', KEYS[6], 'due', ARGV[2])
end
return {'put'}
