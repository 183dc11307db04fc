-- Prepended to hold and resize: puts amounts on accounts, on all or on none.

-- Reads accounts from ARGV: name, unit, cap, amount, number of windows, start and end of each.
local function readAccounts(position)
  local accounts = {}
  while position <= #ARGV do
    local account = { name = ARGV[position], unit = ARGV[position + 1], cap = ARGV[position + 2],
      amount = ARGV[position + 3], windows = {} }
    local windows = tonumber(ARGV[position + 4])
    for i = 1, windows do
      account.windows[i] = { from = ARGV[position + 3 + 2 * i], to = ARGV[position + 4 + 2 * i] }
    end
    accounts[#accounts + 1] = account
    position = position + 5 + 2 * windows
  end
  return accounts
end

local function pickWindow(account)
  for _, window in ipairs(account.windows) do
    if now >= tonumber(window.from) and now < tonumber(window.to) then
      account.from, account.to = window.from, window.to
      return true
    end
  end
  return false
end

-- before: the accounts on the ticket by name. Gives a refusal, or nil when every account has room.
-- Sums of two exact numbers that pass 2^53 may be rounded, but never to below a cap of at most 2^53 - 1.
local function refusal(accounts, before)
  local exhausted = {}
  for _, account in ipairs(accounts) do
    local old = before[account.name]
    if old then
      account.from, account.to, account.before = old.from, old.to, old.amount
    elseif not pickWindow(account) then
      return 'clock'
    end
    local more = tonumber(account.amount) - tonumber(account.before or '0')
    if more > 0 or not old then
      local used, held = balance(account)
      if tonumber(used) + tonumber(held) + more > tonumber(account.cap) then
        exhausted[#exhausted + 1] = describe(account, used, held)
      end
    end
  end
  if #exhausted > 0 then
    return reply('refused', unpack(exhausted))
  end
end

-- Takes what refusal() found room for. Gives the accounts' balances.
local function place(ticket, accounts, before, lease)
  local leaseEnd = whole(now + lease)
  redis.call('ZADD', leases, leaseEnd, ticket)
  for _, account in ipairs(accounts) do
    add(account, 'held', whole(tonumber(account.amount) - tonumber(account.before or '0')))
    before[account.name] = nil
  end
  for _, leftOut in pairs(before) do
    add(leftOut, 'held', '-' .. leftOut.amount)
    dropIfEmpty(leftOut)
  end
  local balances = {}
  for i, account in ipairs(accounts) do
    balances[i] = describe(account, balance(account))
  end
  return reply('held', leaseEnd, unpack(balances))
end
