-- {'closed', which of the first so many nights have closed, ...}. Of each night three keys follow from KEYS[5] on: its run,
-- its kudos, the team's pending nights.
local function closed_nights(nights)
  local closed = {'closed'}
  for i = 1, nights do
    if redis.call('EXISTS', KEYS[2 + 3 * i]) == 1 then
      closed[#closed + 1] = i
    end
  end
  return closed
end
