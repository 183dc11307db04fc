-- Prepended to hold and resize: puts amounts on accounts, on all or on none.

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
    read(account)
    local more = tonumber(account.amount) - tonumber(account.before or '0')
    if (more > 0 or not old)
      and tonumber(account.used) + tonumber(account.held) + more > tonumber(capOf(account)) then
      exhausted[#exhausted + 1] = describe(account)
    end
    account.more = more
  end
  if #exhausted > 0 then
    return reply('refused', unpack(exhausted))
  end
end

-- Takes what refusal() found room for. Gives the accounts' balances.
local function place(ticket, accounts, before, lease)
  local leaseEnd = whole(now + lease)
  redis.call('ZADD', leases, leaseEnd, ticket)
  local balances = {}
  for i, account in ipairs(accounts) do
    if account.more ~= 0 then
      account.held = whole(add(account, 'held', whole(account.more)))
      if account.isNew then
        keepPastItsEnd(account)
      elseif account.held == '0' then
        dropIfEmpty(account)
      end
    end
    before[account.name] = nil
    balances[i] = describe(account)
  end
  for _, leftOut in pairs(before) do
    free(leftOut)
  end
  return reply('held', leaseEnd, unpack(balances))
end
