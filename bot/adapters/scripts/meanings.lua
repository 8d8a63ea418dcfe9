-- Follows deadlines.lua in every script about what values mean to people.
--   POOL   hash  random id -> encrypted answer
--   BY     hash  keyed digest of a person and a value -> id
--   ROUND  hash  due (ms); while a round is under way: record, batch (encrypted)
local POOL, BY, ROUND = KEYS[6], KEYS[7], KEYS[8]

local function take(id)
  redis.call('HDEL', POOL, id)
  local marks = redis.call('HGETALL', BY)
  for i = 1, #marks, 2 do
    if marks[i + 1] == id then
      redis.call('HDEL', BY, marks[i])
    end
  end
end

local function keep_for(ms)
  for _, key in ipairs({POOL, BY, ROUND}) do
    redis.call('PEXPIRE', key, ms)
  end
end

local function plan(item, due)
  redis.call('HSET', ROUND, 'due', due)
  schedule(item, due)
end
