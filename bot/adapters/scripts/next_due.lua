-- Answers {due} of the earliest item that nobody holds and that is not pausing after a failure, or {}.
local real = real_now()
local earliest = {}
walk('+inf', function(_, due, ends, _, _, not_before)
  if ends <= real and not_before <= real then
    earliest = {due}
    return true
  end
end)
return earliest
