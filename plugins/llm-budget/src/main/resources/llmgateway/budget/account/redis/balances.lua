-- ARGV from 4: accounts as in hold, without amounts that count
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local balances = {}
for i, account in ipairs(readAccounts(4)) do
  if not pickWindow(account) then
    return 'clock'
  end
  read(account)
  balances[i] = describe(account)
end
return reply('balances', unpack(balances))
