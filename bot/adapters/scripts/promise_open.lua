-- KEYS[8]: the once key. ARGV: id, item, record, due, keeper (entry), token, how long `once` is remembered (ms).
-- Answers {'opened'}, or {'before', id} if `once` was used.
local ONCE = KEYS[8]
local before = redis.call('GET', ONCE)
if before then
  local opened, by = string.match(before, '(%S+) (%S+)')
  if by == ARGV[6] then
    return {'opened'}
  end
  return {'before', opened}
end
redis.call('SET', ONCE, ARGV[1] .. ' ' .. ARGV[6], 'PX', ARGV[7])
redis.call('HSET', RECORD, 'record', ARGV[3], 'revision', 0, 'ops', '', 'due', ARGV[4], 'open', '1')
enter(ARGV[5])
schedule(ARGV[2], ARGV[4])
return {'opened'}
