-- Prepended to what charges, after usage: ARGV[4] to [6] are its settings.

local function heldMoney(accounts)
  for _, account in ipairs(accounts) do
    if account.unit == MONEY then
      return account.amount
    end
  end
  return '0'
end

-- Raised before the first write, so that nothing is charged in part.
local function requireRoom(accounts, charge)
  for _, account in ipairs(accounts) do
    if account.unit == MONEY
      and tonumber(redis.call('HGET', accountKey(account), 'used') or '0') + tonumber(charge) > 9.2e18 then
      error('the account cannot count so much money')
    end
  end
end

-- Adds to what is used and gives back what is held. A sum that is the charge alone may have made the account.
local function take(account, charge)
  if account.amount ~= '0' then
    add(account, 'held', '-' .. account.amount)
  end
  if add(account, 'used', charge) == tonumber(charge) then
    keepPastItsEnd(account)
  end
end

-- Reads fields for the ledger from ARGV: how many strings, then names and values. Gives also where they end.
local function readFields(position)
  local last = position + tonumber(ARGV[position])
  return { unpack(ARGV, position + 1, last) }, last + 1
end

-- Charges the accounts, frees what was held on them, writes the ledger, adds to the usage and remembers the ending.
-- The answer is told from that ending, which later requests get.
local function charge(ticket, accounts, amount, reason, fields)
  for _, account in ipairs(accounts) do
    if account.unit == MONEY and amount ~= '0' then
      take(account, amount)
    else
      free(account)
    end
  end
  local held = heldMoney(accounts)
  local id = redis.call('XADD', ledger, '*', 'ticket', ticket, 'reason', reason, 'charge', amount, 'held', held,
    'over', tonumber(amount) > tonumber(held) and '1' or '0', 'accounts', encodeAccounts(accounts), unpack(fields))
  countUsage(fields, amount, reason)
  redis.call('SET', endingKey(ticket), reply('ended', reason, amount, id), 'PX', remembered)
  return reply('charged', reason, amount, id)
end
