-- Prepended to what writes the ledger: adds every entry to the sums that reports read.
-- ARGV[4] and [5]: for how many milliseconds past their end hours and days are kept, [6]: so many sums a period has
-- at most. Keys: usage:hour:<yyyyMMddHH>, usage:day:<yyyyMMdd>, usage:tag:<yyyyMMdd>, in UTC. Hash fields: a JSON array
-- of what usage is told apart by, then | and the name of the sum. What counted nothing has no field.
local HOUR, DAY = 3600000, 86400000
local MOST_TAGS = 8
local MOST_TOKENS = 562949953421312 -- 2^49 of a meter in a call: sums of all meters stay exact
local OTHER = '(other)'

-- Meters of the ledger's field 'usage', by the sum they add to.
local SIDES = {
  input_tokens = 'input', cached_input_tokens = 'input', cache_write_tokens = 'input', cache_write_1h_tokens = 'input',
  audio_input_tokens = 'input', cached_audio_input_tokens = 'input',
  image_input_tokens = 'input', cached_image_input_tokens = 'input',
  output_tokens = 'output', reasoning_tokens = 'output',
  audio_output_tokens = 'output', image_output_tokens = 'output'
}

-- The UTC date of a day since the epoch: civil_from_days of Howard Hinnant, "chrono-Compatible Low-Level Date
-- Algorithms". Scripts have no os.date.
local function dateOf(day)
  day = day + 719468
  local era = math.floor(day / 146097)
  local ofEra = day - era * 146097
  local year = math.floor((ofEra - math.floor(ofEra / 1460) + math.floor(ofEra / 36524)
    - math.floor(ofEra / 146096)) / 365)
  local ofYear = ofEra - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local fromMarch = math.floor((5 * ofYear + 2) / 153)
  local month = fromMarch < 10 and fromMarch + 3 or fromMarch - 9
  return string.format('%04d%02d%02d', era * 400 + year + (month <= 2 and 1 or 0), month,
    ofYear - math.floor((153 * fromMarch + 2) / 5) + 1)
end

-- Tokens of an entry's field 'usage'. What is no amount counts nothing.
local function tokensOf(usage)
  local tokens = { input = 0, cached = 0, output = 0, reasoning = 0 }
  local isJson, meters = pcall(cjson.decode, usage or '')
  for meter, amount in pairs(isJson and type(meters) == 'table' and meters or {}) do
    local side = SIDES[meter]
    if side and type(amount) == 'number' and amount >= 0 and amount <= MOST_TOKENS and amount == math.floor(amount) then
      tokens[side] = tokens[side] + amount
      if meter == 'reasoning_tokens' then
        tokens.reasoning = amount
      elseif string.sub(meter, 1, 7) == 'cached_' then
        tokens.cached = tokens.cached + amount
      end
    end
  end
  return tokens
end

-- Names and amounts, as a list, of what is not zero.
local function listed(...)
  local given, sums = { ... }, {}
  for i = 1, #given, 2 do
    if given[i + 1] ~= '0' then
      sums[#sums + 1], sums[#sums + 2] = given[i], given[i + 1]
    end
  end
  return sums
end

-- Adds one call to a key. What is new when the key has sums enough is counted as other.
local function count(key, dimensions, other, sums, keepUntil)
  if redis.call('HINCRBY', key, dimensions .. '|calls', '1') == 1 then
    if dimensions ~= other and redis.call('HLEN', key) > tonumber(ARGV[6]) then
      redis.call('HDEL', key, dimensions .. '|calls')
      return count(key, other, other, sums, keepUntil)
    end
    redis.call('PEXPIREAT', key, keepUntil)
  end
  for i = 1, #sums, 2 do
    redis.pcall('HINCRBY', key, dimensions .. sums[i], sums[i + 1])
  end
end

local function countTags(key, consumer, tags, sums, keepUntil)
  local other = cjson.encode({ consumer, OTHER })
  local seen, distinct = {}, 0
  for tag in string.gmatch(tags, '[^,]+') do
    if not seen[tag] and distinct < MOST_TAGS then
      seen[tag], distinct = true, distinct + 1
      count(key, cjson.encode({ consumer, tag }), other, sums, keepUntil)
    end
  end
end

local function countEntry(fields, charge, reason)
  local entry = {}
  for i = 1, #fields, 2 do
    entry[fields[i]] = fields[i + 1]
  end
  local tokens = tokensOf(entry.usage)
  local outcome = entry.outcome or 'answered'
  local failed = string.match(entry.status or '', '^[4-9]%d%d$') or (outcome ~= 'answered' and outcome ~= 'hedge_lost')
  local estimated = reason == 'expired' or entry.estimated == '1'
  local consumer, group = entry.consumer or '', entry.consumer_group or ''
  local model, provider, route = entry.model or '', entry.provider or '', entry.route or ''

  local dimensions = cjson.encode({ consumer, group, model, provider, route })
  local other = cjson.encode({ consumer, group, OTHER, provider, route })
  local input, output = whole(tokens.input), whole(tokens.output)
  local sums = listed('|charge', charge, '|input', input, '|cached', whole(tokens.cached), '|output', output,
    '|reasoning', whole(tokens.reasoning), '|errors', failed and '1' or '0', '|estimated', estimated and '1' or '0')
  local hour, day = math.floor(now / HOUR), math.floor(now / DAY)
  local date = dateOf(day)
  count(prefix .. 'usage:hour:' .. date .. string.format('%02d', hour % 24), dimensions, other, sums,
    whole((hour + 1) * HOUR + tonumber(ARGV[4])))
  local daysEnd = whole((day + 1) * DAY + tonumber(ARGV[5]))
  count(prefix .. 'usage:day:' .. date, dimensions, other, sums, daysEnd)
  if entry.tags then
    countTags(prefix .. 'usage:tag:' .. date, consumer, entry.tags,
      listed('|charge', charge, '|input', input, '|output', output), daysEnd)
  end
end

-- Whatever an entry says, it is settled: sums are for reports, and the ledger can be counted again.
local function countUsage(fields, charge, reason)
  pcall(countEntry, fields, charge, reason)
end
