-- KEYS[9]: the month's figures. ARGV: id, item, record, revision, due, open, team, requester, owner
-- (entries), op, lease token or '', how long a closed one is kept (ms), figures (JSON; '' while open),
-- '1' to give the lease back too, how long the trail is kept (ms), then its lines. KEYS[10]: the day's trail.
-- Answers {'saved'} or {'no'}.
local FIGURES = KEYS[9]
local id, item, revision, op, token = ARGV[1], ARGV[2], tonumber(ARGV[4]), ARGV[10], ARGV[11]
local kept, answer = next_ops(item, revision, op, token)
if not kept then
  return answer
end

local was_open = redis.call('HGET', RECORD, 'open')
redis.call('HSET', RECORD, 'record', ARGV[3], 'revision', ARGV[4], 'ops', kept, 'due', ARGV[5], 'open', ARGV[6])
enter(ARGV[7], ARGV[8], ARGV[9])
schedule(item, ARGV[5])
if ARGV[6] == '1' then
  if was_open ~= '1' then
    redis.call('PERSIST', RECORD)
    redis.call('HDEL', FIGURES, id)
  end
else
  if redis.call('PTTL', RECORD) < 0 then
    redis.call('PEXPIRE', RECORD, ARGV[12])
  end
  redis.call('HSET', FIGURES, id, ARGV[13])
end
if token ~= '' and ARGV[14] == '1' then
  give_back(item)
  redis.call('HDEL', ATTEMPTS, item)
end
audit(KEYS[10], ARGV[15], 16)
return {'saved'}
