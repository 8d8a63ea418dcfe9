-- KEYS[6]: the practice, KEYS[7]: the library, KEYS[8]: the once key. ARGV: id, item, record, due, token, how long
-- `once` is remembered (ms), the version of the library it was decided against.
-- Answers {'opened'}, {'before', id} if `once` was used, or {'moved'} if the library changed meanwhile.
local before = redis.call('GET', KEYS[8])
if before then
  local opened, by = string.match(before, '(%S+) (%S+)')
  if by == ARGV[5] then
    return {'opened'}
  end
  return {'before', opened}
end
if (redis.call('HGET', KEYS[7], 'version') or '0') ~= ARGV[7] then
  return {'moved'}
end
redis.call('SET', KEYS[8], ARGV[1] .. ' ' .. ARGV[5], 'PX', ARGV[6])
redis.call('HSET', KEYS[6], 'record', ARGV[3], 'revision', 0, 'ops', '', 'due', ARGV[4])
redis.call('HSET', KEYS[7], 'practice ' .. ARGV[1], ARGV[3])
redis.call('HINCRBY', KEYS[7], 'version', 1)
schedule(ARGV[2], ARGV[4])
return {'opened'}
