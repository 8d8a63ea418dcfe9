-- KEYS[6]: the list, KEYS[7]: the cover. ARGV: item, lease token or '', operation token, revision, version of the
-- list or '' for any, record, due, what the list holds of it ('' nothing, '-' what it held), how long both are
-- kept (ms), how many ids leave the list, those, how long the trail is kept (ms), its lines. KEYS[8]: the day's trail.
-- Answers {'saved'}, also when this operation saved it before, or {'no'}.
if redis.call('HGET', KEYS[7], 'op') == ARGV[3] then
  return {'saved'}
end
if ARGV[2] ~= '' and not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
if tonumber(redis.call('HGET', KEYS[7], 'revision') or '-1') ~= tonumber(ARGV[4]) - 1 then
  return {'no'}
end
if ARGV[5] ~= '' and (redis.call('HGET', KEYS[6], 'version') or '0') ~= ARGV[5] then
  return {'no'}
end
local id = string.match(ARGV[1], ':(.+)')
redis.call('HSET', KEYS[7], 'record', ARGV[6], 'due', ARGV[7], 'revision', ARGV[4], 'op', ARGV[3])
redis.call('PEXPIRE', KEYS[7], ARGV[9])
schedule(ARGV[1], ARGV[7])
if ARGV[8] ~= '-' then
  if ARGV[8] == '' then
    redis.call('HDEL', KEYS[6], 'cover ' .. id)
  else
    redis.call('HSET', KEYS[6], 'cover ' .. id, ARGV[8])
  end
  for i = 11, 10 + tonumber(ARGV[10]) do
    redis.call('HDEL', KEYS[6], 'cover ' .. ARGV[i])
  end
  redis.call('HINCRBY', KEYS[6], 'version', 1)
  if redis.call('PTTL', KEYS[6]) < tonumber(ARGV[9]) then
    redis.call('PEXPIRE', KEYS[6], ARGV[9])
  end
end
local trail = 11 + tonumber(ARGV[10])
audit(KEYS[8], ARGV[trail], trail + 1)
return {'saved'}
