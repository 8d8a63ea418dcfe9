-- KEYS[6]: how far an approver was asked. ARGV: item, lease token ('' begins it), record, revision, op, due, how
-- long it is kept (ms). Answers {'saved'}, or {'no'} if it moved on, was begun before, or the lease is lost.
local stored = redis.call('HMGET', KEYS[6], 'revision', 'op')
if stored[2] == ARGV[5] then
  return {'saved'}
end
if tonumber(stored[1] or '-1') ~= tonumber(ARGV[4]) - 1 then
  return {'no'}
end
if ARGV[2] ~= '' and not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', KEYS[6], 'record', ARGV[3], 'revision', ARGV[4], 'op', ARGV[5], 'due', ARGV[6])
redis.call('PEXPIRE', KEYS[6], ARGV[7])
schedule(ARGV[1], ARGV[6])
return {'saved'}
