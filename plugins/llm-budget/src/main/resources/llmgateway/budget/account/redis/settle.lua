-- ARGV[4]: ticket, [5]: charge, from [6]: fields for the ledger
local ticket, amount = ARGV[4], ARGV[5]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local ending = endingOf(ticket)
if ending then
  return ending
end
local accounts = openAccounts(ticket)
if not accounts then
  return 'unknown'
end
requireRoom(accounts, amount)
close(ticket)
return charge(ticket, accounts, amount, 'settled', (readFields(6)))
