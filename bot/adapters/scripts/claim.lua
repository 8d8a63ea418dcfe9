-- ARGV: now (bot's clock), limit, token, lease (ms), kinds that are known (none: all). Answers item, due, failures, item, due, failures, ...
-- A claim whose reply was lost finds what its token already holds.
local now, limit, token, length = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local real = real_now()

local over = redis.call('ZRANGEBYSCORE', LEASES, '-inf', whole(real), 'LIMIT', 0, BATCH)
if #over > 0 then
  redis.call('ZREM', LEASES, unpack(over))
  redis.call('HDEL', TOKENS, unpack(over))
end

local claimed = {}
walk(now, kinds_from(5), function(item, due, ends, holder, failures, not_before)
  local mine = ends > real and holder == token
  if mine or (ends <= real and not_before <= real) then
    hold(item, token, real + length)
    claimed[#claimed + 1] = item
    claimed[#claimed + 1] = due
    claimed[#claimed + 1] = failures
  end
  return #claimed >= 3 * limit
end)
return claimed
