-- KEYS[6]: a message of some news. ARGV: item, lease token, record, new revision, op, due ('' for none).
-- Answers {'saved'}, or {'no'} if it moved on or the lease is lost.
local LEAF = KEYS[6]
local stored = redis.call('HMGET', LEAF, 'revision', 'op')
if stored[2] == ARGV[5] then
  return {'saved'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[4]) - 1 or not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', LEAF, 'record', ARGV[3], 'revision', ARGV[4], 'op', ARGV[5], 'due', ARGV[6])
schedule(ARGV[1], ARGV[6])
return {'saved'}
