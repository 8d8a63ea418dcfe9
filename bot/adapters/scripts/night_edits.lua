-- Follows deadlines.lua, in scripts that change thanks after their night.

-- Notes in a night's `record` of edits that a kudos changed, and makes the edit due, unless it is due sooner.
local function wants_edit(record, item, kudos, due, keep)
  local version = redis.call('HINCRBY', record, 'version', 1)
  redis.call('HSET', record, 'kudos:' .. kudos, version)
  local before = redis.call('ZSCORE', DUE, item)
  if not before or tonumber(before) > tonumber(due) then
    schedule(item, due)
    redis.call('HSET', record, 'due', due)
  end
  redis.call('PEXPIRE', record, keep)
end
