-- ARGV[7]: at most so many tickets
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local expired = { 'expired' }
for _, ticket in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', whole(now), 'LIMIT', 0, ARGV[7])) do
  local found = redis.call('HMGET', ticketKey(ticket), 'accounts', 'entry')
  local accounts = found[1] and decodeAccounts(found[1]) or {}
  local amount = heldMoney(accounts)
  close(ticket)
  if found[1] then
    charge(ticket, accounts, amount, 'expired', cjson.decode(found[2]))
    expired[#expired + 1] = reply(ticket, amount)
  end
end
return table.concat(expired, '\n')
