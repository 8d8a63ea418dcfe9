-- ARGV of each key: its command, when it ends (ms of real time, '': never), 'anew' to put it in place of what is there or
-- 'more' to add to it, how many texts, and those.
local AT_ONCE = 1000 -- even, for pairs; Lua unpacks no more than some thousands
local at = 1
for _, key in ipairs(KEYS) do
  local command, ends, how, many = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  if how == 'anew' then
    redis.call('DEL', key)
  end
  for from = 1, many, AT_ONCE do
    local upto = math.min(from + AT_ONCE - 1, many)
    redis.call(command, key, unpack(ARGV, at + 3 + from, at + 3 + upto))
  end
  if ends ~= '' then
    redis.call('PEXPIREAT', key, ends)
  end
  at = at + 4 + many
end
return {}
