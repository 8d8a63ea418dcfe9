-- KEYS[6]: the note; then every list it may stand in: its author's, sealed and brought, and its reader's; and, where
-- a night seals it, that night's. ARGV: item, id. Again it is gone already. Answers {'erased'}.
redis.call('DEL', KEYS[6])
for place = 7, 9 do
  redis.call('ZREM', KEYS[place], ARGV[2])
end
if KEYS[10] then
  redis.call('SREM', KEYS[10], ARGV[2])
end
schedule(ARGV[1], '')
return {'erased'}
