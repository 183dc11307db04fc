-- Prepended to what ends tickets.

-- Frees the ticket's key and lease. Must be the first write of a script: it needs no memory, and once a script
-- has written, Redis lets it finish even at its memory limit. So money is settled when memory has run out.
local function close(ticket)
  redis.call('ZREM', leases, ticket)
  redis.call('DEL', ticketKey(ticket))
end

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
    if account.unit == MONEY and tonumber((balance(account))) + tonumber(charge) > 9.2e18 then
      error('the account cannot count so much money')
    end
  end
end

-- Charges the accounts, frees what was held on them, writes the ledger and remembers the ending. The answer is told
-- from that ending, which later requests get.
local function charge(ticket, accounts, amount, reason, fields)
  for _, account in ipairs(accounts) do
    add(account, 'held', '-' .. account.amount)
    if account.unit == MONEY and amount ~= '0' then
      add(account, 'used', amount)
    else
      dropIfEmpty(account)
    end
  end
  local held = heldMoney(accounts)
  local entry = { 'ticket', ticket, 'reason', reason, 'charge', amount, 'held', held,
    'over', tonumber(amount) > tonumber(held) and '1' or '0', 'accounts', encodeAccounts(accounts) }
  for _, field in ipairs(fields) do
    entry[#entry + 1] = field
  end
  local id = redis.call('XADD', ledger, '*', unpack(entry))
  redis.call('SET', endingKey(ticket), reply('ended', reason, amount, id), 'PX', remembered)
  return reply('charged', reason, amount, id)
end

-- What an open ticket holds; nil if it is not open.
local function openAccounts(ticket)
  local json = redis.call('HGET', ticketKey(ticket), 'accounts')
  return json and decodeAccounts(json)
end
