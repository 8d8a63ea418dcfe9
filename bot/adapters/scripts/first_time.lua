-- KEYS[1]: what somebody was introduced to. ARGV: what. Answers {'1'} the first time, else {'0'}.
return {redis.call('SADD', KEYS[1], ARGV[1])}
