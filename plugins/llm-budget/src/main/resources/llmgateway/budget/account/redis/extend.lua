-- ARGV[4]: ticket, [5]: lease in ms
local ticket = ARGV[4]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
if redis.call('EXISTS', ticketKey(ticket)) == 0 then
  return endingOf(ticket) or 'unknown'
end
local leaseEnd = whole(now + tonumber(ARGV[5]))
redis.call('ZADD', leases, leaseEnd, ticket)
return reply('extended', leaseEnd)
