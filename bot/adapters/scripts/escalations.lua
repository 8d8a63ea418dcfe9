-- Follows deadlines.lua in every script that writes an escalation. The record is a hash:
--   record (JSON), revision, ops (the last tokens), due, open ('1' or ''), and its entries
--   in the indexes (`team`, `requester`, `owner`; '' for none), so that it can leave them again.
--   `owner` holds the entries of the owner and of all who joined, between record separators (\30).
local RECORD, TEAMS, PEOPLE = KEYS[6], KEYS[7], KEYS[8]

local function each(entries, act)
  for entry in string.gmatch(entries or '', '[^\30]+') do act(entry) end
end

local function add_person(entry) return redis.call('ZADD', PEOPLE, 0, entry) end
local function drop_person(entry) return redis.call('ZREM', PEOPLE, entry) end

local function enter(team, requester, owner)
  local old = redis.call('HMGET', RECORD, 'team', 'requester', 'owner')
  if old[1] and old[1] ~= '' then redis.call('ZREM', TEAMS, old[1]) end
  each(old[2], drop_person)
  each(old[3], drop_person)
  if team ~= '' then redis.call('ZADD', TEAMS, 0, team) end
  each(requester, add_person)
  each(owner, add_person)
  redis.call('HSET', RECORD, 'team', team, 'requester', requester, 'owner', owner)
end
