-- Stands before scripts that leave lines in the audit trail: `trail` is a day's hash, the lines are fields and
-- values from ARGV[first] on, `kept` how long a day is kept (ms). A line that stands there stays as it is, also
-- without a name that was erased.
local function audit(trail, kept, first)
  for i = first, #ARGV, 2 do
    redis.call('HSETNX', trail, ARGV[i], ARGV[i + 1])
  end
  if #ARGV > first and redis.call('PTTL', trail) < 0 then
    redis.call('PEXPIRE', trail, kept)
  end
end
