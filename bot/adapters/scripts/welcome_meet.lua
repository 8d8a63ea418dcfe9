-- KEYS[6]: known people, KEYS[7]...: newcomers' cards. ARGV: how long cards are kept (ms), how many names; the names;
-- then for each newcomer: item, record, revision, due. One at that revision or a later one stays. Answers {'met'}.
local count = tonumber(ARGV[2])
for i = 3, 2 + count do
  redis.call('SADD', KEYS[6], ARGV[i])
end
for i = 7, #KEYS do
  local at = 3 + count + (i - 7) * 4
  local stands = redis.call('HGET', KEYS[i], 'revision')
  if not stands or tonumber(stands) < tonumber(ARGV[at + 2]) then
    redis.call('HSET', KEYS[i], 'record', ARGV[at + 1], 'revision', ARGV[at + 2], 'ops', '')
    redis.call('PEXPIRE', KEYS[i], ARGV[1])
    schedule(ARGV[at], ARGV[at + 3])
  end
end
return {'met'}
