-- Tells the epoch and the server's eviction policy, and begins ARGV[4] if this node has never known one and Redis holds nothing of the organisation.
local info = redis.pcall('INFO', 'memory')
local policy = type(info) == 'string' and string.match(info, 'maxmemory_policy:(%S+)') or ''
local epoch = redis.call('GET', KEYS[1])
if epoch then
  return reply('epoch', epoch, policy)
end
if ARGV[1] ~= '' or redis.call('EXISTS', leases, ledger) > 0 then
  return reply('forgotten', '')
end
redis.call('SET', KEYS[1], ARGV[4])
return reply('begun', ARGV[4], policy)
