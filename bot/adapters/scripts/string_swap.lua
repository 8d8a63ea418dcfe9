-- KEYS[1]: a string. ARGV: what it was, what it becomes. Its time to live stays.
-- Answers {'swapped'}, or {'no'} if it is another one by now.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return {'no'}
end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return {'swapped'}
