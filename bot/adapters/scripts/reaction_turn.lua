-- KEYS: the reaction. ARGV: told (µs), 'on' or 'off', how long it is kept (ms).
-- Answers {how it stands, '1' if this was news}.
local told, state = string.match(redis.call('GET', KEYS[1]) or '', '(%S+) (%S+)')
if told and tonumber(told) >= tonumber(ARGV[1]) then
  return {state, ''}
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return {ARGV[2], '1'}
