-- Answers of each key its type, its time to live (ms, -1: none), how many texts it holds, and those.
local answer = {}
local function add(texts)
  answer[#answer + 1] = tostring(#texts)
  for _, text in ipairs(texts) do
    answer[#answer + 1] = text
  end
end
for _, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  answer[#answer + 1] = kind
  answer[#answer + 1] = tostring(redis.call('PTTL', key))
  if kind == 'string' then
    add({redis.call('GET', key)})
  elseif kind == 'hash' then
    add(redis.call('HGETALL', key))
  elseif kind == 'set' then
    add(redis.call('SMEMBERS', key))
  elseif kind == 'zset' then
    add(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES'))
  else
    add({})
  end
end
return answer
