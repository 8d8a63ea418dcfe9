-- KEYS: so many records, then what each of their recipients was thanked for, in the same order. ARGV: how long that
-- is kept (ms), how many records; then for each: id, the record that was read, given (ms), how many recipients.
-- Lists each with its recipients where its record still reads so. Answers the ids of those that changed meanwhile.
local keep, records = ARGV[1], tonumber(ARGV[2])
local changed, person = {}, records
for i = 1, records do
  local at = 3 + 4 * (i - 1)
  local id, given, people = ARGV[at], ARGV[at + 2], tonumber(ARGV[at + 3])
  local record = redis.call('HGET', KEYS[i], 'record')
  if record == ARGV[at + 1] then
    for k = person + 1, person + people do
      redis.call('ZADD', KEYS[k], given, id)
      redis.call('PEXPIRE', KEYS[k], keep)
    end
  elseif record then
    changed[#changed + 1] = id
  end
  person = person + people
end
return changed
