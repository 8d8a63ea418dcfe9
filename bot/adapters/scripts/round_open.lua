-- KEYS[6]: the round, KEYS[7]...: the bulletins. ARGV: item, lease token, looked (ms), due, how long a bulletin
-- is kept (ms); then for each bulletin: item, record. Those that are there already stay as they are.
-- Answers {'opened'}, or {'no'} once the lease is lost.
if not holds(ARGV[1], ARGV[2], real_now()) then
  return {'no'}
end
redis.call('HSET', KEYS[6], 'looked', ARGV[3], 'due', ARGV[4])
schedule(ARGV[1], ARGV[4])
for i = 7, #KEYS do
  local item, record = ARGV[2 * i - 8], ARGV[2 * i - 7]
  if redis.call('EXISTS', KEYS[i]) == 0 then
    redis.call('HSET', KEYS[i], 'record', record, 'due', ARGV[3])
    redis.call('PEXPIRE', KEYS[i], ARGV[5])
    schedule(item, ARGV[3])
  end
end
return {'opened'}
