-- KEYS[6] on: lists, then records, each a hash with a `due` and with its entries in the lists, by field, between
-- record separators (\30). ARGV: how many lists; the field of each; '1' to set a wrong deadline right too, '' to put
-- back only what is gone; then the item of each record. Answers the items that were not where the indexes should say.
local lists = tonumber(ARGV[1])
local fields = {'due'}
for i = 1, lists do fields[i + 1] = ARGV[1 + i] end
local exact = ARGV[2 + lists] == '1'

local function put_back(item, due)
  if not due or due == '' or redis.call('HEXISTS', PARKED, item) == 1 then
    return 0
  end
  local there = redis.call('ZSCORE', DUE, item)
  if there and (there == due or not exact) then
    return 0
  end
  put_in(item, due)
  return 1
end

local mended = {}
for i = 6 + lists, #KEYS do
  local item = ARGV[i - 3]
  local stored = redis.call('HMGET', KEYS[i], unpack(fields))
  local changed = put_back(item, stored[1])
  for list = 1, lists do
    for entry in string.gmatch(stored[1 + list] or '', '[^\30]+') do
      changed = changed + redis.call('ZADD', KEYS[5 + list], 0, entry)
    end
  end
  if changed > 0 then mended[#mended + 1] = item end
end
return mended
