-- KEYS[7]: its agent's, KEYS[8]: the team's loops. ARGV: item, id, revision, op, lease token or '', record ('' erases
-- it), due, loop is open ('1' or ''), how long it is remembered that it was erased (ms). What is kept keeps the time it
-- has left. Answers {'saved'} or {'no'}.
local OF, LOOPS = KEYS[7], KEYS[8]
local item, id, revision, op, token = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local erased_by = redis.call('HGET', RECORD, 'erased')
if erased_by then
  return {erased_by == op and 'saved' or 'no'}
end
local kept, answer = next_ops(item, revision, op, token)
if not kept then
  return answer
end
if ARGV[6] == '' then
  redis.call('DEL', RECORD)
  redis.call('HSET', RECORD, 'erased', op)
  redis.call('PEXPIRE', RECORD, ARGV[9])
  redis.call('ZREM', OF, id)
  schedule(item, '')
else
  redis.call('HSET', RECORD, 'record', ARGV[6], 'revision', ARGV[3], 'ops', kept, 'due', ARGV[7])
  schedule(item, ARGV[7])
end
if ARGV[8] ~= '1' then
  redis.call('ZREM', LOOPS, id)
end
return {'saved'}
