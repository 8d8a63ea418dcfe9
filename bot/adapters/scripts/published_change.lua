-- KEYS[6]: record, [7]: who joined what it joins, [8]: the same a moment ago; then the edits of the nights it stands in;
-- then for each of its own nights: its run, its kudos, the team's pending nights. ARGV: id, record, op, new revision,
-- how long it is kept (ms), withdrawn ('1' or ''), giver, due (ms), how many edits; then their items, then its nights'
-- dates. What is withdrawn does not stand in the way of the same given again.
-- Answers {'kept'} or {'overtaken'}.
local RECORD, JOINS, SAME = KEYS[6], KEYS[7], KEYS[8]
local id, op, keep, edits = ARGV[1], ARGV[3], ARGV[5], tonumber(ARGV[9])
local stored = redis.call('HMGET', RECORD, 'revision', 'op')
if stored[2] == op then
  return {'kept'}
end
if not stored[1] or tonumber(stored[1]) ~= tonumber(ARGV[4]) - 1 then
  return {'overtaken'}
end
redis.call('HSET', RECORD, 'record', ARGV[2], 'revision', ARGV[4], 'op', op)
redis.call('PEXPIRE', RECORD, keep)
for i = 1, edits do
  wants_edit(KEYS[8 + i], ARGV[9 + i], id, ARGV[8], keep)
end
if ARGV[6] ~= '1' then
  return {'kept'}
end
redis.call('HSET', RECORD, 'withdrawn', '1')
if redis.call('HGET', JOINS, ARGV[7]) == id then
  redis.call('HDEL', JOINS, ARGV[7])
end
if string.match(redis.call('GET', SAME) or '', '(%S+) ') == id then
  redis.call('DEL', SAME)
end
for i = 1, (#KEYS - 8 - edits) / 3 do
  local at = 8 + edits + 3 * (i - 1)
  if redis.call('EXISTS', KEYS[at + 1]) == 0 then
    redis.call('ZREM', KEYS[at + 2], id)
    if redis.call('ZCARD', KEYS[at + 2]) == 0 then
      redis.call('ZREM', KEYS[at + 3], ARGV[9 + edits + i])
    end
  end
end
return {'kept'}
