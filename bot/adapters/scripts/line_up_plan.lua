-- KEYS[6]: how far a team has come with something. ARGV: item, record of a new one, due ('' for none), how long it is kept (ms).
-- Begins it where there is none; one that stands stays. Answers {'planned'}.
if ARGV[3] ~= '' and redis.call('EXISTS', KEYS[6]) == 0 then
  redis.call('HSET', KEYS[6], 'record', ARGV[2])
  redis.call('PEXPIRE', KEYS[6], ARGV[4])
end
schedule(ARGV[1], ARGV[3])
return {'planned'}
