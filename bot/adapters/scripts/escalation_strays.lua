-- KEYS[6]: an index, KEYS[7] on: the record of each of some of its entries. ARGV: how many fields of a record hold
-- entries of that index (0: it is the due index), and which; then for each record its item and the entry.
-- Takes out what the record does not know of. Answers the items it did that for.
local INDEX, fields = KEYS[6], tonumber(ARGV[1])

local function forgotten(record, item)
  local due = redis.call('HGET', record, 'due')
  if due and due ~= '' then
    return false
  end
  take_out(item)
  if not due then
    redis.call('HDEL', PARKED, item)
    redis.call('HDEL', ATTEMPTS, item)
  end
  return true
end

local function unlisted(record, entry)
  for i = 1, fields do
    for known in string.gmatch(redis.call('HGET', record, ARGV[1 + i]) or '', '[^\30]+') do
      if known == entry then return false end
    end
  end
  return redis.call('ZREM', INDEX, entry) == 1
end

local strays = {}
for i = 7, #KEYS do
  local at = 2 + fields + 2 * (i - 7)
  local item, entry = ARGV[at], ARGV[at + 1]
  local stray
  if fields == 0 then stray = forgotten(KEYS[i], item) else stray = unlisted(KEYS[i], entry) end
  if stray then strays[#strays + 1] = item end
end
return strays
