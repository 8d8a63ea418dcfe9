-- KEYS[1]: the day's trail. ARGV: how long a day is kept (ms), then fields and values. Answers {'noted'}.
audit(KEYS[1], ARGV[1], 2)
return {'noted'}
