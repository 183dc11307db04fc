-- Prepended to what is told of accounts.

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
