-- ARGV: first pause, longest pause (ms); then of each: item, token, how ('done', 'failed', 'gone', 'unused'), failures that park (0: never).
-- Answers of each 'lost', 'released', 'failed' or 'parked', and its failures in a row.
local first, longest = tonumber(ARGV[1]), tonumber(ARGV[2])

local function released(item, token, how, park_after)
  if redis.call('HGET', TOKENS, item) ~= token then
    return 'lost', 0
  end
  give_back(item)
  if how == 'gone' then
    schedule(item, '')
    return 'released', 0
  end

  local due = redis.call('ZSCORE', DUE, item)
  if how == 'unused' then
    if due then wake_for(due) end
    return 'released', 0
  end
  if how == 'done' or not due then
    redis.call('HDEL', ATTEMPTS, item)
    if due then wake_for(due) end
    return 'released', 0
  end

  local real = real_now()
  local failures = tonumber(string.match(redis.call('HGET', ATTEMPTS, item) or '0', '%d+')) + 1
  if park_after > 0 and failures >= park_after then
    take_out(item)
    redis.call('HDEL', ATTEMPTS, item)
    redis.call('HSET', PARKED, item, due .. ' ' .. whole(real) .. ' ' .. failures)
    return 'parked', failures
  end
  redis.call('HSET', ATTEMPTS, item, failures .. ' ' .. whole(real + math.min(longest, first * 2 ^ (failures - 1))))
  return 'failed', failures
end

local answers = {}
for i = 3, #ARGV, 4 do
  local word, failures = released(ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3]))
  answers[#answers + 1] = word
  answers[#answers + 1] = tostring(failures)
end
return answers
