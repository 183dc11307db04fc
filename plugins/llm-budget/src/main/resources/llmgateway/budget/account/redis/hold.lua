-- ARGV[4]: ticket, [5]: lease in ms, [6]: for how many ms a refusal is remembered,
-- [7]: fields for the ledger as JSON, from [8]: the accounts
local ticket = ARGV[4]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local ending = redis.call('GET', endingKey(ticket))
if ending then
  return ending
end
local granted = redis.call('HGET', ticketKey(ticket), 'granted')
if granted then
  return granted
end

local accounts = readAccounts(8)
local refused = refusal(accounts, {})
if refused then
  if refused ~= 'clock' then
    redis.call('SET', endingKey(ticket), refused, 'PX', ARGV[6])
  end
  return refused
end
granted = place(ticket, accounts, {}, tonumber(ARGV[5]))
redis.call('HSET', ticketKey(ticket), 'sequence', '0', 'granted', granted, 'entry', ARGV[7],
  'accounts', encodeAccounts(accounts))
return granted
