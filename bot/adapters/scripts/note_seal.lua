-- KEYS[6]: the note, KEYS[7]: sealed ones of its author; then, where a night seals it, that night's run and
-- its notes. ARGV: item, id, record, encrypted words, op, written (ms), due, how long the night is kept (ms).
-- Answers {'sealed'} or {'closed'}.
local NOTE, BY, RUN, NIGHT = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
if redis.call('EXISTS', NOTE) == 1 then
  return {'sealed'} -- a reply was lost, or the form was sent twice
end
if RUN and redis.call('EXISTS', RUN) == 1 then
  return {'closed'}
end
redis.call('HSET', NOTE, 'record', ARGV[3], 'words', ARGV[4], 'revision', 0, 'op', ARGV[5], 'due', ARGV[7])
redis.call('ZADD', BY, ARGV[6], ARGV[2])
if NIGHT then
  redis.call('SADD', NIGHT, ARGV[2])
  redis.call('PEXPIRE', NIGHT, ARGV[8])
end
schedule(ARGV[1], ARGV[7])
return {'sealed'}
