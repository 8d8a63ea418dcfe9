-- KEYS[6]: the once key, KEYS[7]...: the disagreements. ARGV: token, how long `once` is remembered (ms), due,
-- how long one waits at most (ms); then for each disagreement: item, record, words. Answers {'opened'}, or {'before'} if `once` was used.
local before = redis.call('GET', KEYS[6])
if before then
  if before == ARGV[1] then
    return {'opened'}
  end
  return {'before'}
end
redis.call('SET', KEYS[6], ARGV[1], 'PX', ARGV[2])
for i = 7, #KEYS do
  local at = 5 + 3 * (i - 7)
  redis.call('HSET', KEYS[i], 'record', ARGV[at + 1], 'words', ARGV[at + 2], 'due', ARGV[3])
  redis.call('PEXPIRE', KEYS[i], ARGV[4])
  schedule(ARGV[at], ARGV[3])
end
return {'opened'}
