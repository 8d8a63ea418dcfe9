-- KEYS[1]: a question. ARGV[1]: how long it may be kept from now on (ms), 0 for not at all. Answers {'kept'} or {'gone'}.
if tonumber(ARGV[1]) <= 0 then
  redis.call('DEL', KEYS[1])
  return {'gone'}
end
local left = redis.call('PTTL', KEYS[1])
if left == -2 then
  return {'gone'}
end
if left < 0 or left > tonumber(ARGV[1]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return {'kept'}
