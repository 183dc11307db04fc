-- ARGV[6]: id of the last entry that is archived
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
if not isItsTurn() then
  return 'another'
end
redis.call('SET', archived, ARGV[6])
return reply('mine', ARGV[6])
