-- ARGV[4]: ticket, [5]: lease in ms, [6]: sequence, then the accounts
local ticket = ARGV[4]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local found = redis.call('HMGET', ticketKey(ticket), 'sequence', 'accounts', 'granted', 'refused')
local last = tonumber(found[1] or '-1')
if last < 0 then
  return endingOf(ticket) or 'unknown'
end
local sequence = tonumber(ARGV[6])
if sequence < last then
  return reply('superseded', found[1])
end
if sequence == last then
  return found[4] or found[3]
end

local before = {}
for _, account in ipairs(decodeAccounts(found[2])) do
  before[account.name] = account
end
local accounts = readAccounts(7)
local refused = refusal(accounts, before)
if refused == 'clock' then
  return refused
end
if refused then
  redis.call('HSET', ticketKey(ticket), 'sequence', ARGV[6], 'refused', refused)
  return refused
end
local granted = place(ticket, accounts, before, tonumber(ARGV[5]))
redis.call('HSET', ticketKey(ticket), 'sequence', ARGV[6], 'granted', granted, 'accounts', encodeAccounts(accounts))
if found[4] then
  redis.call('HDEL', ticketKey(ticket), 'refused')
end
return granted
