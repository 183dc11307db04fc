-- Prepended to what ends tickets.

-- Frees the ticket's key and lease. Must be the first write of a script: it needs no memory, and once a script
-- has written, Redis lets it finish even at its memory limit. So money is settled when memory has run out.
local function close(ticket)
  redis.call('ZREM', leases, ticket)
  redis.call('DEL', ticketKey(ticket))
end

-- What an open ticket holds; nil if it is not open.
local function openAccounts(ticket)
  local json = redis.call('HGET', ticketKey(ticket), 'accounts')
  return json and decodeAccounts(json)
end
