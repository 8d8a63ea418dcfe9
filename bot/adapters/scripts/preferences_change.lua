-- KEYS: what somebody chose (JSON), the day's trail. ARGV: what they choose now (JSON; whatever it does not name
-- stays), how long the trail is kept (ms), its lines.
-- Answers {'changed'}.
local held = redis.call('GET', KEYS[1])
local chosen = held and cjson.decode(held) or {}
for name, value in pairs(cjson.decode(ARGV[1])) do
  chosen[name] = value
end
redis.call('SET', KEYS[1], cjson.encode(chosen))
audit(KEYS[2], ARGV[2], 3)
return {'changed'}
