-- KEYS[1]: a team's list; KEYS[2], if given: that a form was put on it. ARGV: id, record, how long that is known (ms).
-- Answers {'listed'}, or {'before'} where that form was: what became of it since stays.
if KEYS[2] and not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[3]) then
  return {'before'}
end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return {'listed'}
