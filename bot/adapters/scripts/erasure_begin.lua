-- KEYS[6]: an erasure. ARGV: item, record, due, how long it is kept (ms). Answers {'begun'}.
redis.call('HSET', KEYS[6], 'record', ARGV[2], 'due', ARGV[3])
redis.call('PEXPIRE', KEYS[6], ARGV[4])
schedule(ARGV[1], ARGV[3])
return {'begun'}
