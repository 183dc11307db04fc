-- ARGV[7]: ticket, [8]: charge, from [9]: fields for the ledger, then name, unit, start and end of the
-- window of each account. Not stopped by a lost epoch: this is how the accounts come back.
local ticket, amount = ARGV[7], ARGV[8]
local fields, position = readFields(9)
local accounts, reason = openAccounts(ticket), 'settled'
if not accounts then
  local ending = endingOf(ticket)
  if ending then
    return ending
  end
  accounts, reason = {}, 'restored'
  for i = position, #ARGV, 4 do
    accounts[#accounts + 1] = { name = ARGV[i], unit = ARGV[i + 1], from = ARGV[i + 2], to = ARGV[i + 3],
      amount = '0', cap = '0' }
  end
end
requireRoom(accounts, amount)
close(ticket)
return charge(ticket, accounts, amount, reason, fields)
