-- Follows deadlines.lua in every script that writes a promise. The record is a hash: record (JSON), revision,
-- ops (the last tokens), due, open ('1' or ''), and `keeper`, its entry in the list of whose it is ('' for none).
local RECORD, PEOPLE = KEYS[6], KEYS[7]

local function enter(keeper)
  local old = redis.call('HGET', RECORD, 'keeper')
  if old and old ~= '' then redis.call('ZREM', PEOPLE, old) end
  if keeper ~= '' then redis.call('ZADD', PEOPLE, 0, keeper) end
  redis.call('HSET', RECORD, 'keeper', keeper)
end
