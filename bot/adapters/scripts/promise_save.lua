-- KEYS[8]: the month's figures. ARGV: id, item, record, revision, due, open ('1' or ''), keeper (entry), op, lease
-- token or '', how long one that is done is kept (ms), figures (JSON; '' while open).
-- Answers {'saved'} or {'no'}. The last few ops are remembered, so that a save whose reply was lost is recognised.
local FIGURES = KEYS[8]
local OPS = 16
local id, item, revision, op, token = ARGV[1], ARGV[2], tonumber(ARGV[4]), ARGV[8], ARGV[9]
local stored = redis.call('HMGET', RECORD, 'revision', 'ops')
if not stored[1] then
  return {'no'}
end
local ops = {}
for one in string.gmatch(stored[2], '%S+') do
  if one == op then
    return {'saved'}
  end
  ops[#ops + 1] = one
end
if tonumber(stored[1]) ~= revision - 1 then
  return {'no'}
end
if token ~= '' and not holds(item, token, real_now()) then
  return {'no'}
end

ops[#ops + 1] = op
local kept = table.concat(ops, ' ', math.max(1, #ops - OPS + 1))
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
