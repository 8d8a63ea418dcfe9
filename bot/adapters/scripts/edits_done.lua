-- KEYS[6]: a night's edits. ARGV: item, lease token, when to look again if something is left (ms); then for each kudos
-- that is shown as it stands: its field, and which change of it. Answers {'saved'}, or {'no'} without the lease.
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
for i = 4, #ARGV, 2 do
  if redis.call('HGET', KEYS[6], ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', KEYS[6], ARGV[i])
  end
end
local due = ''
for _, field in ipairs(redis.call('HKEYS', KEYS[6])) do
  if string.sub(field, 1, 6) == 'kudos:' then
    due = ARGV[3]
    break
  end
end
schedule(ARGV[1], due)
if redis.call('EXISTS', KEYS[6]) == 1 then
  redis.call('HSET', KEYS[6], 'due', due)
end
return {'saved'}
