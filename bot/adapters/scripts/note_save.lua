-- KEYS[6]: the note, KEYS[7]: sealed ones of its author, KEYS[8]: those its reader was brought, KEYS[9]: those of its
-- author that were brought; then, where a night seals it, that night's notes. ARGV: item, id, record, encrypted words
-- ('-' leaves them, '' erases them), new revision, op, lease token or '', due ('' for none, '-' leaves it), state
-- ('sealed', 'brought', 'ended'), brought at (ms), how long it is kept from then on (ms), encrypted answers, whether
-- its reader has it in their list ('1'). Answers {'saved'} or {'no'}.
local NOTE, BY, TO, SENT, NIGHT = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local item, id, state, keep = ARGV[1], ARGV[2], ARGV[9], tonumber(ARGV[11])
local stored = redis.call('HMGET', NOTE, 'revision', 'op', 'state')
if stored[2] == ARGV[6] then
  return {'saved'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[5]) - 1 then
  return {'no'}
end
if ARGV[7] ~= '' and not holds(item, ARGV[7], real_now()) then
  return {'no'}
end

local function listed(list)
  redis.call('ZADD', list, ARGV[10], id)
  if redis.call('PTTL', list) < keep then
    redis.call('PEXPIRE', list, ARGV[11])
  end
end

redis.call('HSET', NOTE, 'record', ARGV[3], 'revision', ARGV[5], 'op', ARGV[6], 'state', state, 'said', ARGV[12])
if ARGV[4] == '' then
  redis.call('HDEL', NOTE, 'words')
elseif ARGV[4] ~= '-' then
  redis.call('HSET', NOTE, 'words', ARGV[4])
end
if state ~= 'sealed' and stored[3] ~= state then
  redis.call('PEXPIRE', NOTE, ARGV[11])
  redis.call('ZREM', BY, id)
  if NIGHT then
    redis.call('SREM', NIGHT, id)
  end
  if state == 'brought' then
    listed(SENT)
    if ARGV[13] == '1' then
      listed(TO)
    end
  end
end
if ARGV[8] ~= '-' then
  schedule(item, ARGV[8])
  redis.call('HSET', NOTE, 'due', ARGV[8])
end
return {'saved'}
