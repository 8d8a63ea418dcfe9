-- Follows deadlines.lua and what names RECORD, in scripts that replace a record by its next revision.
-- The last few ops are remembered, so that a save whose reply was lost is recognised even after others have
-- saved since.
local OPS = 16

-- The ops to remember with this save; else nothing, and the answer: {'saved'} if this op saved it before, {'no'} if
-- it is gone, moved on, or the lease is lost (token '': none is needed).
local function next_ops(item, revision, op, token)
  local stored = redis.call('HMGET', RECORD, 'revision', 'ops')
  if not stored[1] then
    return nil, {'no'}
  end
  local ops = {}
  for one in string.gmatch(stored[2], '%S+') do
    if one == op then
      return nil, {'saved'}
    end
    ops[#ops + 1] = one
  end
  if tonumber(stored[1]) ~= revision - 1 then
    return nil, {'no'}
  end
  if token ~= '' and not holds(item, token, real_now()) then
    return nil, {'no'}
  end
  ops[#ops + 1] = op
  return table.concat(ops, ' ', math.max(1, #ops - OPS + 1))
end
