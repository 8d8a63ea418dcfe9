-- ARGV: item, token, how ('done', 'failed', 'gone'), first pause, longest pause (ms), failures that park (0: never).
-- Answers {'lost'}, {'released'}, or {'failed' | 'parked', failures}.
local item, token, how = ARGV[1], ARGV[2], ARGV[3]
if redis.call('HGET', TOKENS, item) ~= token then
  return {'lost'}
end
give_back(item)
if how == 'gone' then
  schedule(item, '')
  return {'released'}
end

local due = redis.call('ZSCORE', DUE, item)
if how == 'done' or not due then
  redis.call('HDEL', ATTEMPTS, item)
  if due then wake_for(due) end
  return {'released'}
end

local real = real_now()
local failures = tonumber(string.match(redis.call('HGET', ATTEMPTS, item) or '0', '%d+')) + 1
local park_after = tonumber(ARGV[6])
if park_after > 0 and failures >= park_after then
  take_out(item)
  redis.call('HDEL', ATTEMPTS, item)
  redis.call('HSET', PARKED, item, due .. ' ' .. whole(real) .. ' ' .. failures)
  return {'parked', tostring(failures)}
end
local pause = math.min(tonumber(ARGV[5]), tonumber(ARGV[4]) * 2 ^ (failures - 1))
redis.call('HSET', ATTEMPTS, item, failures .. ' ' .. whole(real + pause))
return {'failed', tostring(failures)}
