-- ARGV[4]: ticket
local ticket = ARGV[4]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local found = redis.call('HMGET', ticketKey(ticket), 'accounts', 'entry')
if not found[1] then
  return endingOf(ticket) or 'unknown'
end
return reply('open', redis.call('ZSCORE', leases, ticket) or whole(now), found[1], found[2])
