-- KEYS[9]: the once key. ARGV: id, item, record, revision, due, open, team, requester, owner (entries),
-- lease token, lease (ms), how long `once` is remembered (ms), how long the trail is kept (ms), then its lines.
-- KEYS[10]: the day's trail.
-- Answers {'opened'}, {'before', id} if `once` was used, or {'exists'} if the id is taken.
local ONCE = KEYS[9]
local id, item, token = ARGV[1], ARGV[2], ARGV[10]
local before = redis.call('GET', ONCE)
if before then
  local opened, by = string.match(before, '(%S+) (%S+)')
  if by == token then
    return {'opened'}
  end
  return {'before', opened}
end
if redis.call('EXISTS', RECORD) == 1 then
  return {'exists'}
end
redis.call('SET', ONCE, id .. ' ' .. token, 'PX', ARGV[12])
redis.call('HSET', RECORD, 'record', ARGV[3], 'revision', ARGV[4], 'ops', '', 'due', ARGV[5], 'open', ARGV[6])
enter(ARGV[7], ARGV[8], ARGV[9])
schedule(item, ARGV[5])
hold(item, token, real_now() + tonumber(ARGV[11]))
audit(KEYS[10], ARGV[13], 14)
return {'opened'}
