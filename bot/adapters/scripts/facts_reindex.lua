-- KEYS[6]: the facts. ARGV: how their items begin. Puts back the deadlines the index lost; answers {how many}.
local mended = 0
local found = redis.call('HGETALL', KEYS[6])
for i = 1, #found, 2 do
  local item = ARGV[1] .. found[i]
  local due = string.match(found[i + 1], '^%d+ %S+ (%d+) ')
  if due and redis.call('HEXISTS', PARKED, item) == 0 and not redis.call('ZSCORE', DUE, item) then
    put_in(item, due)
    mended = mended + 1
  end
end
return {mended}
