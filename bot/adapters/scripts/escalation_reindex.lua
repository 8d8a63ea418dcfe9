-- ARGV: item, team entry, person entry ('' for none): entries that may have no record any more.
-- Puts one escalation's index entries where its record says. Answers {'mended'} or {'right'}.
local item = ARGV[1]
local stored = redis.call('HMGET', RECORD, 'due', 'team', 'requester', 'owner')
local wanted_due = stored[1] or ''
if redis.call('HEXISTS', PARKED, item) == 1 and wanted_due ~= '' then
  wanted_due = ''
end
local changed = 0
if (redis.call('ZSCORE', DUE, item) or '') ~= wanted_due then
  if wanted_due == '' then
    take_out(item)
  else
    put_in(item, wanted_due)
  end
  changed = 1
end
if not stored[1] then
  changed = changed + redis.call('HDEL', PARKED, item) + redis.call('HDEL', ATTEMPTS, item)
end
if ARGV[2] ~= '' and ARGV[2] ~= stored[2] then
  changed = changed + redis.call('ZREM', TEAMS, ARGV[2])
end
local belongs = {}
each(stored[3], function(entry) belongs[entry] = true end)
each(stored[4], function(entry) belongs[entry] = true end)
if ARGV[3] ~= '' and not belongs[ARGV[3]] then
  changed = changed + drop_person(ARGV[3])
end
if stored[2] and stored[2] ~= '' then changed = changed + redis.call('ZADD', TEAMS, 0, stored[2]) end
for entry in pairs(belongs) do changed = changed + add_person(entry) end
return {changed > 0 and 'mended' or 'right'}
