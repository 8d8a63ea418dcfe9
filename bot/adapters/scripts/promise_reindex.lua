-- ARGV: item. Puts a promise's deadline and its place in the list back where the indexes lost them.
-- Answers {'mended'} or {'right'}.
local item = ARGV[1]
local stored = redis.call('HMGET', RECORD, 'due', 'keeper')
local changed = 0
if stored[1] and stored[1] ~= '' and redis.call('HEXISTS', PARKED, item) == 0 then
  if redis.call('ZSCORE', DUE, item) ~= stored[1] then
    put_in(item, stored[1])
    changed = 1
  end
end
if stored[2] and stored[2] ~= '' then changed = changed + redis.call('ZADD', PEOPLE, 0, stored[2]) end
return {changed > 0 and 'mended' or 'right'}
