-- ARGV of each key: its command, when it ends (ms of real time, '': never), how many texts, and those. Adds to what is there.
local AT_ONCE = 1000 -- even, for pairs; Lua unpacks no more than some thousands
local at = 1
for _, key in ipairs(KEYS) do
  local command, ends, many = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  for from = 1, many, AT_ONCE do
    local upto = math.min(from + AT_ONCE - 1, many)
    redis.call(command, key, unpack(ARGV, at + 2 + from, at + 2 + upto))
  end
  if ends ~= '' then
    redis.call('PEXPIREAT', key, ends)
  end
  at = at + 3 + many
end
return {}
