-- Prepended to what is told by the node that keeps the ledger to its retention. ARGV[4]: the node, [5]: lease in ms
local keeper, archived = prefix .. 'ledger:keeper', prefix .. 'ledger:archived'

-- Whether it is the node's turn, renewed if so.
local function isItsTurn()
  local node = redis.call('GET', keeper)
  if node and node ~= ARGV[4] then
    return false
  end
  redis.call('SET', keeper, ARGV[4], 'PX', ARGV[5])
  return true
end
