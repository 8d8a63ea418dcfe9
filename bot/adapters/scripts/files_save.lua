-- KEYS[6]: the files as people know them; KEYS[7] and on, where news come of it: the news, then each message.
-- ARGV: item, lease token or '', record, new revision, op, due ('' for none), how long news are kept (ms),
-- the news' record; then item, record, due of each message. Answers {'saved'} or {'no'}.
local FILES, NEWS = KEYS[6], KEYS[7]
local stored = redis.call('HMGET', FILES, 'revision', 'op')
if stored[2] == ARGV[5] then
  return {'saved'}
end
if tonumber(stored[1] or 0) ~= tonumber(ARGV[4]) - 1 then
  return {'no'}
end
if ARGV[2] ~= '' and not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end

redis.call('HSET', FILES, 'record', ARGV[3], 'revision', ARGV[4], 'op', ARGV[5], 'due', ARGV[6])
schedule(ARGV[1], ARGV[6])
if NEWS then
  redis.call('HSET', NEWS, 'record', ARGV[8])
  redis.call('PEXPIRE', NEWS, ARGV[7])
  for i = 8, #KEYS do
    local at = 9 + 3 * (i - 8)
    redis.call('HSET', KEYS[i], 'record', ARGV[at + 1], 'revision', 1, 'due', ARGV[at + 2])
    redis.call('PEXPIRE', KEYS[i], ARGV[7])
    schedule(ARGV[at], ARGV[at + 2])
  end
end
return {'saved'}
