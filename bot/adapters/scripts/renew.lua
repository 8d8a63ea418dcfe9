-- ARGV: item, token, lease (ms). Holds on to what is held for as long as a new lease. Answers {'held'} or {'lost'}.
local item, token = ARGV[1], ARGV[2]
local real = real_now()
if not holds(item, token, real) then
  return {'lost'}
end
hold(item, token, real + tonumber(ARGV[3]))
return {'held'}
