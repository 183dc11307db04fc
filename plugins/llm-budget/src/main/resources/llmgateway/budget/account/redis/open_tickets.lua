-- ARGV[4]: at most so many tickets
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local tickets = {}
local found = redis.call('ZRANGE', leases, 0, tonumber(ARGV[4]) - 1, 'WITHSCORES')
for i = 1, #found, 2 do
  local ticket = redis.call('HMGET', ticketKey(found[i]), 'accounts', 'entry')
  if ticket[1] then
    tickets[#tickets + 1] = reply(found[i], found[i + 1], ticket[1], ticket[2])
  end
end
return reply('open', redis.call('ZCARD', leases), unpack(tickets))
