-- Another time for a sealed note, and other words. KEYS[6]: the note; then, as ARGV[8] says, the notes of the
-- night it leaves ('o'), and the run and the notes of the night it comes to ('n').
-- ARGV: item, id, record, encrypted words, new revision, op, due, which nights ('', 'o', 'n', 'on'), how long the
-- night is kept (ms). Answers {'saved'}, {'closed'} or {'no'}.
local NOTE, item, id, nights = KEYS[6], ARGV[1], ARGV[2], ARGV[8]
local stored = redis.call('HMGET', NOTE, 'revision', 'op', 'state')
if stored[2] == ARGV[6] then
  return {'saved'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[5]) - 1 then
  return {'no'}
end
if stored[3] and stored[3] ~= 'sealed' then
  return {'no'}
end
local leaves = string.find(nights, 'o') and KEYS[7]
local first = leaves and 8 or 7
local run, comes = nil, nil
if string.find(nights, 'n') then
  run, comes = KEYS[first], KEYS[first + 1]
end
if run and redis.call('EXISTS', run) == 1 then
  return {'closed'}
end

redis.call('HSET', NOTE, 'record', ARGV[3], 'words', ARGV[4], 'revision', ARGV[5], 'op', ARGV[6], 'due', ARGV[7])
if leaves then
  redis.call('SREM', leaves, id)
end
if comes then
  redis.call('SADD', comes, id)
  redis.call('PEXPIRE', comes, ARGV[9])
end
schedule(item, ARGV[7])
return {'saved'}
