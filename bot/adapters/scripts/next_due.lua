-- ARGV: kinds that are known (none: all).
-- Answers {due} of the earliest item that nobody holds and that is not pausing after a failure, or {}.
local real = real_now()
local earliest = {}
walk('+inf', kinds_from(1), function(_, due, ends, _, _, not_before)
  if ends <= real and not_before <= real then
    earliest = {due}
    return true
  end
end)
return earliest
