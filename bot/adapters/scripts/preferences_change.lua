-- KEYS[1]: what somebody chose (JSON). ARGV[1]: what they choose now (JSON); whatever it does not name stays.
-- Answers {'changed'}.
local held = redis.call('GET', KEYS[1])
local chosen = held and cjson.decode(held) or {}
for name, value in pairs(cjson.decode(ARGV[1])) do
  chosen[name] = value
end
redis.call('SET', KEYS[1], cjson.encode(chosen))
return {'changed'}
