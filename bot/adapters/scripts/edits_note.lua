-- KEYS[6]: a night's edits. ARGV: item, lease token; then fields and values. Answers {'saved'}, or {'no'} once the
-- lease is lost or it is gone.
if redis.call('EXISTS', KEYS[6]) == 0 or not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
for i = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[6], ARGV[i], ARGV[i + 1])
end
return {'saved'}
