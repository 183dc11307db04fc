-- ARGV[6]: 1 if the node archives. Once a node has, none that does not gets a turn.
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local last = redis.call('GET', archived)
if ARGV[6] == '1' then
  if not last then
    last = '0-0'
    redis.call('SET', archived, last)
  end
elseif last then
  return reply('archived_elsewhere', last)
end
return isItsTurn() and reply('mine', last or '0-0') or 'another'
