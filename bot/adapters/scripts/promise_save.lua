-- KEYS[8]: the month's figures. ARGV: id, item, record, revision, due, open ('1' or ''), keeper (entry), op, lease
-- token or '', how long one that is done is kept (ms), figures (JSON; '' while open).
-- Answers {'saved'} or {'no'}.
local FIGURES = KEYS[8]
local id, item, revision, op, token = ARGV[1], ARGV[2], tonumber(ARGV[4]), ARGV[8], ARGV[9]
local kept, answer = next_ops(item, revision, op, token)
if not kept then
  return answer
end

redis.call('HSET', RECORD, 'record', ARGV[3], 'revision', ARGV[4], 'ops', kept, 'due', ARGV[5], 'open', ARGV[6])
enter(ARGV[7])
schedule(item, ARGV[5])
if ARGV[6] ~= '1' then
  if redis.call('PTTL', RECORD) < 0 then
    redis.call('PEXPIRE', RECORD, ARGV[10])
  end
  redis.call('HSET', FIGURES, id, ARGV[11])
end
return {'saved'}
