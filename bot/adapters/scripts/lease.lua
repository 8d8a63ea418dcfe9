-- ARGV: item, token, lease (ms). Answers {'no'} or {'held', due or '', failures}.
local item, token, length = ARGV[1], ARGV[2], tonumber(ARGV[3])
local real = real_now()
if not free_for(item, token, real) then
  return {'no'}
end
hold(item, token, real + length)
local failures = string.match(redis.call('HGET', ATTEMPTS, item) or '0', '%d+')
return {'held', redis.call('ZSCORE', DUE, item) or '', failures}
