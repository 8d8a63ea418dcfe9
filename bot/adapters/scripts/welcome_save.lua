-- KEYS[6]: a newcomer's cards. ARGV: item, record, revision, op, lease token or '', due ('' for none), how long they
-- are kept (ms). Answers {'saved'} or {'no'}.
local kept, answer = next_ops(ARGV[1], tonumber(ARGV[3]), ARGV[4], ARGV[5])
if not kept then
  return answer
end
redis.call('HSET', RECORD, 'record', ARGV[2], 'revision', ARGV[3], 'ops', kept)
redis.call('PEXPIRE', RECORD, ARGV[7])
schedule(ARGV[1], ARGV[6])
return {'saved'}
