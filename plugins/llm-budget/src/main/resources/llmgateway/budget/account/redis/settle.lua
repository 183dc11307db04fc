-- ARGV[7]: ticket, [8]: charge, from [9]: fields for the ledger
local ticket, amount = ARGV[7], ARGV[8]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local accounts = openAccounts(ticket)
if not accounts then
  return endingOf(ticket) or 'unknown'
end
requireRoom(accounts, amount)
close(ticket)
return charge(ticket, accounts, amount, 'settled', (readFields(9)))
