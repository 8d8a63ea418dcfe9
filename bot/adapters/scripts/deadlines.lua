-- Begins every script that touches a deadline: it then names `Keys.deadlines` first,
-- and its own keys from KEYS[6] on.
--   DUE       zset  item -> when it falls due (ms of the bot's clock)
--   LEASES    zset  item -> when its lease runs out (ms of the server's clock)
--   TOKENS    hash  item -> the token of who holds it
--   ATTEMPTS  hash  item -> "<failures in a row> <not before, ms of the server's clock>"
--   PARKED    hash  item -> "<due> <since, ms of the server's clock> <failures>"
local DUE, LEASES, TOKENS, ATTEMPTS, PARKED = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

-- An entry of DUE that counts the others, once somebody began to count (due_count.lua): its score is NEVER and how
-- many, a time nobody reaches (the year 8307). Where it is wrong or gone, entries were lost.
local COUNT, NEVER = '#', 200000000000000

local SOON = 2000 -- ms: replicas look every second, so that only what is due sooner need wake them
local BATCH = 100
local MOST = 5000 -- looked at in one call, so that a long tail of held items cannot block the server

local function real_now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function whole(ms)
  return string.format('%.0f', ms)
end

-- Whether nobody but this token holds the item.
local function free_for(item, token, real)
  local ends = redis.call('ZSCORE', LEASES, item)
  return not ends or tonumber(ends) <= real or redis.call('HGET', TOKENS, item) == token
end

-- Whether this token still holds the item.
local function holds(item, token, real)
  local ends = redis.call('ZSCORE', LEASES, item)
  return ends and tonumber(ends) > real and redis.call('HGET', TOKENS, item) == token
end

local function hold(item, token, ends)
  redis.call('ZADD', LEASES, whole(ends), item)
  redis.call('HSET', TOKENS, item, token)
end

local function give_back(item)
  redis.call('ZREM', LEASES, item)
  redis.call('HDEL', TOKENS, item)
end

local function count(more)
  if redis.call('ZSCORE', DUE, COUNT) then
    redis.call('ZINCRBY', DUE, more, COUNT)
  end
end

local function put_in(item, ms)
  if redis.call('ZADD', DUE, ms, item) == 1 then count(1) end
end

local function take_out(item)
  if redis.call('ZREM', DUE, item) == 1 then count(-1) end
end

-- Wakes the replicas for what is due so soon that they would sleep past it. One that does not hear it, or a user that
-- may not publish, only makes it up to a second late.
local function wake_for(ms)
  if tonumber(ms) <= real_now() + SOON then
    redis.pcall('PUBLISH', DUE, ms)
  end
end

-- Puts an item where `ms` says, '' takes it out. Whoever gives a parked item a new deadline revives it.
local function schedule(item, ms)
  if redis.call('HDEL', PARKED, item) == 1 then
    redis.call('HDEL', ATTEMPTS, item)
  end
  if ms == '' then
    take_out(item)
    redis.call('HDEL', ATTEMPTS, item)
  else
    put_in(item, ms)
    wake_for(ms)
  end
end

-- The kinds of items from ARGV[from] on, as a set; nil if there are none, which stands for all.
local function kinds_from(from)
  if not ARGV[from] then
    return nil
  end
  local known = {}
  for i = from, #ARGV do
    known[ARGV[i]] = true
  end
  return known
end

-- Calls visit(item, due, lease ends, token, failures, not before) in order of due until it answers true. Passes over
-- items of other kinds than those known: a newer replica wrote them, and does them.
local function walk(upto, known, visit)
  for from = 0, MOST - BATCH, BATCH do
    local found = redis.call('ZRANGEBYSCORE', DUE, '-inf', upto, 'WITHSCORES', 'LIMIT', from, BATCH)
    if #found == 0 then
      return
    end
    local items = {}
    for i = 1, #found, 2 do
      items[#items + 1] = found[i]
    end
    local ends = redis.call('ZMSCORE', LEASES, unpack(items))
    local tokens = redis.call('HMGET', TOKENS, unpack(items))
    local attempts = redis.call('HMGET', ATTEMPTS, unpack(items))
    for i, item in ipairs(items) do
      local failures, not_before = string.match(attempts[i] or '0 0', '(%d+) (%d+)')
      if item ~= COUNT and (not known or known[string.match(item, '^[^:]*')]) then
        if visit(item, found[2 * i], tonumber(ends[i] or 0), tokens[i], failures, tonumber(not_before)) then
          return
        end
      end
    end
  end
end
