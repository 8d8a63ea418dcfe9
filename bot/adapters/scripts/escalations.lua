-- Follows deadlines.lua in every script that writes an escalation. The record is a hash:
--   record (JSON), revision, ops (the last tokens), due, open ('1' or ''), and its entries
--   in the indexes (`team`, `requester`, `owner`; '' for none), so that it can leave them again.
local RECORD, TEAMS, PEOPLE = KEYS[6], KEYS[7], KEYS[8]

local function enter(team, requester, owner)
  local old = redis.call('HMGET', RECORD, 'team', 'requester', 'owner')
  if old[1] and old[1] ~= '' then redis.call('ZREM', TEAMS, old[1]) end
  if old[2] and old[2] ~= '' then redis.call('ZREM', PEOPLE, old[2]) end
  if old[3] and old[3] ~= '' then redis.call('ZREM', PEOPLE, old[3]) end
  if team ~= '' then redis.call('ZADD', TEAMS, 0, team) end
  if requester ~= '' then redis.call('ZADD', PEOPLE, 0, requester) end
  if owner ~= '' then redis.call('ZADD', PEOPLE, 0, owner) end
  redis.call('HSET', RECORD, 'team', team, 'requester', requester, 'owner', owner)
end
