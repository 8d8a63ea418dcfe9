-- KEYS[6]: somebody's question. ARGV: item. Answers {'gone'}.
redis.call('DEL', KEYS[6])
schedule(ARGV[1], '')
return {'gone'}
