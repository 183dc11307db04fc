-- ARGV[4]: for how many milliseconds an entry is kept. Drops whole nodes of the streams, a bounded number at a time.
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local kept = whole(math.max(now - tonumber(ARGV[4]), 0))
return reply('trimmed', redis.call('XTRIM', ledger, 'MINID', '~', kept, 'LIMIT', 10000)
  + redis.call('XTRIM', adjustments, 'MINID', '~', kept, 'LIMIT', 10000))
