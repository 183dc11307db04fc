-- ARGV[4]: ticket
local ticket = ARGV[4]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local accounts = openAccounts(ticket)
local ending = not accounts and endingOf(ticket)
if ending then
  return ending
end
close(ticket)
for _, account in ipairs(accounts or {}) do
  free(account)
end
ending = reply('ended', 'released', '0', '')
redis.call('SET', endingKey(ticket), ending, 'PX', remembered)
return ending
