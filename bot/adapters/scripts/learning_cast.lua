-- KEYS: the ballots of today and yesterday, the counts of this month and of yesterday's; where words may be kept also
-- that they were typed, and the question. ARGV: the card's digest today, yesterday ('' where a new day counts anew),
-- what is counted, how long ballots and counts are kept (ms); then how long the question is (ms), its text, the digest
-- of who asks, and how many different people are needed.
-- Answers {'counted'}, {'kept'} if the words were kept too, or {'same'} if that is what they pressed last.
local ballots, card, counts, mark = KEYS[1], ARGV[1], KEYS[3], ARGV[3]
local before = redis.call('HGET', ballots, card)
if not before and ARGV[2] ~= '' then
  before = redis.call('HGET', KEYS[2], ARGV[2])
  if before then
    ballots, card, counts = KEYS[2], ARGV[2], KEYS[4]
  end
end
if before == mark then
  return {'same'}
end

local function take_back(key, field)
  if redis.call('HEXISTS', key, field) == 1 and redis.call('HINCRBY', key, field, -1) <= 0 then
    redis.call('HDEL', key, field)
  end
end

redis.call('HSET', ballots, card, mark)
if redis.call('PTTL', ballots) < 0 then
  redis.call('PEXPIRE', ballots, ARGV[4])
end
if before then
  take_back(counts, before)
end
redis.call('HINCRBY', counts, mark, 1)
redis.call('PEXPIRE', counts, ARGV[5])

local question = KEYS[6]
if not question or redis.call('EXISTS', KEYS[5]) == 0 then
  return {'counted'}
end

local function people(field)
  return redis.call('HGET', question, 'who:' .. field) or ''
end

if before then
  take_back(question, before)
  local who = people(before)
  if string.sub(who, 1, 1) ~= '=' then
    who = string.gsub(who, ARGV[8] .. ' ', '')
    if who == '' then
      redis.call('HDEL', question, 'who:' .. before)
    else
      redis.call('HSET', question, 'who:' .. before, who)
    end
  end
end
redis.call('HSET', question, 'text', ARGV[7])
redis.call('HINCRBY', question, mark, 1)
local who = people(mark)
if string.sub(who, 1, 1) ~= '=' and not string.find(who, ARGV[8], 1, true) then
  who = who .. ARGV[8] .. ' '
  local _, different = string.gsub(who, ' ', ' ')
  -- Enough of them: who they were is not needed any more.
  redis.call('HSET', question, 'who:' .. mark, different >= tonumber(ARGV[9]) and '=' .. different or who)
end
redis.call('PEXPIRE', question, ARGV[6])
return {'kept'}
