-- Replace a record with its next deadline, as whoever holds its lease; false once that is lost or the record is gone.
local function replace_leased(key, item, token, record, due)
  if redis.call('EXISTS', key) == 0 or not holds(item, token, real_now()) then
    return false
  end
  redis.call('HSET', key, 'record', record, 'due', due)
  schedule(item, due)
  return true
end
