-- Prepended to every script. KEYS[1] is the organisation's epoch; every other key shares its hash tag.
-- ARGV[1]: the epoch this node knows, ARGV[2]: for how many milliseconds an ended ticket is remembered,
-- ARGV[3]: for how many milliseconds past its end a window is kept.
-- Numbers travel as decimal strings: a Lua number prints with 14 digits, too few for nano-dollars.
-- A reply is one string, its fields separated by line feeds.
local prefix = string.sub(KEYS[1], 1, -#'epoch' - 1)
local leases, ledger, adjustments = prefix .. 'leases', prefix .. 'ledger', prefix .. 'adjustments'
local MONEY = 'usd'
local LARGEST = 9007199254740991 -- the largest cap, and the end of a window without end
local remembered, retention = ARGV[2], tonumber(ARGV[3])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function whole(number)
  return string.format('%.0f', number)
end

local function reply(...)
  return table.concat({ ... }, '\n')
end

local function ticketKey(ticket)
  return prefix .. 'ticket:' .. ticket
end

local function endingKey(ticket)
  return prefix .. 'ending:' .. ticket
end

local function accountKey(account)
  return prefix .. 'account:' .. account.from .. ':' .. account.name
end

-- The epoch that Redis has, if it is another than this node knows.
local function otherEpoch()
  local epoch = redis.call('GET', KEYS[1])
  return epoch ~= ARGV[1] and reply('forgotten', epoch or '')
end

-- How a ticket ended, if it did; a refused hold is none.
local function endingOf(ticket)
  local ending = redis.call('GET', endingKey(ticket))
  return ending and string.sub(ending, 1, 5) == 'ended' and ending
end

-- Reads what an account has used and holds, as strings, and what its cap is raised by, if it is.
local function read(account)
  local found = redis.call('HMGET', accountKey(account), 'used', 'held', 'extra')
  account.isNew = not (found[1] or found[2] or found[3])
  account.used, account.held, account.extra = found[1] or '0', found[2] or '0', found[3]
end

local function capOf(account)
  return account.extra and whole(math.min(tonumber(account.cap) + tonumber(account.extra), LARGEST)) or account.cap
end

-- An account as it was read.
local function describe(account)
  return reply(account.name, account.unit, capOf(account), account.used, account.held, account.from, account.to)
end

-- Adds to one field of an account a whole number as a string, exact to 2^63. Gives the sum.
local function add(account, field, amount)
  local sum = redis.call('HINCRBY', accountKey(account), field, amount)
  if sum < 0 then
    redis.call('HSET', accountKey(account), field, '0') -- the account was lost under an open ticket
    return 0
  end
  return sum
end

-- Whoever brings an account into being says how long it is kept.
local function keepPastItsEnd(account)
  local to = tonumber(account.to)
  if to < LARGEST then
    redis.call('PEXPIREAT', accountKey(account), whole(math.max(to, now) + retention))
  end
end

-- An account that counts nothing leaves no key behind. Reads it.
local function dropIfEmpty(account)
  read(account)
  if account.used == '0' and account.held == '0' and not account.extra then
    redis.call('DEL', accountKey(account))
  end
end

-- Gives back what a ticket holds on an account.
local function free(account)
  if account.amount ~= '0' and add(account, 'held', '-' .. account.amount) == 0 then
    dropIfEmpty(account)
  end
end

-- A list as JSON; cjson takes an empty table for an object.
local function encode(list)
  return #list == 0 and '[]' or cjson.encode(list)
end

-- The accounts on a ticket are kept as JSON arrays of strings.
local function encodeAccounts(accounts)
  local rows = {}
  for i, a in ipairs(accounts) do
    rows[i] = { a.name, a.unit, a.from, a.to, a.amount, a.cap }
  end
  return encode(rows)
end

local function decodeAccounts(json)
  local accounts = {}
  for i, row in ipairs(cjson.decode(json)) do
    accounts[i] = { name = row[1], unit = row[2], from = row[3], to = row[4], amount = row[5], cap = row[6] }
  end
  return accounts
end
