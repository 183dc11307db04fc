-- ARGV[4]: for how many milliseconds an entry is kept, [5]: the same for an adjustment. Drops whole nodes of the
-- streams, a bounded number at a time, and nothing past what is archived where that is noted. Tells how many entries.
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local function oldest(kept)
  return whole(math.max(now - tonumber(kept), 0))
end
local from, last = oldest(ARGV[4]), redis.call('GET', prefix .. 'ledger:archived')
if last and tonumber(string.match(last, '^%d+')) < tonumber(from) then
  from = last
end
redis.call('XTRIM', adjustments, 'MINID', '~', oldest(ARGV[5]), 'LIMIT', 10000)
return reply('trimmed', redis.call('XTRIM', ledger, 'MINID', '~', from, 'LIMIT', 10000))
