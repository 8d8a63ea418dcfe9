-- KEYS[1]: a record; KEYS[2], if given: a list that holds it too. ARGV: the record as it was, as it is from now on,
-- its revision then ('' where it counts none), its field in the list.
-- Answers {'swapped'}, or {'no'} where it moved on. Deadlines and lives stay as they are.
local held = redis.call('HGET', KEYS[1], 'record')
if held == ARGV[2] then
  return {'swapped'} -- a reply was lost
end
if held ~= ARGV[1] then
  return {'no'}
end
redis.call('HSET', KEYS[1], 'record', ARGV[2])
if ARGV[3] ~= '' and redis.call('HEXISTS', KEYS[1], 'revision') == 1 then
  redis.call('HSET', KEYS[1], 'revision', ARGV[3])
end
if KEYS[2] and redis.call('HEXISTS', KEYS[2], ARGV[4]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[4], ARGV[2])
  redis.call('HINCRBY', KEYS[2], 'version', 1)
end
return {'swapped'}
