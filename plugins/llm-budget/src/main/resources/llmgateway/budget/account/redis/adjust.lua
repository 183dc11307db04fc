-- ARGV[4]: id of the adjustment, [5]: note, [6]: top_up or reset, [7]: amount of a top-up, from [8]: the account
local id, note, change, amount = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local forgotten = otherEpoch()
if forgotten then
  return forgotten
end
local key = prefix .. 'adjustment:' .. id
local adjusted = redis.call('GET', key)
if adjusted then
  return adjusted
end
local account = readAccounts(8)[1]
if not pickWindow(account) then
  return 'clock'
end
read(account)
local used = account.used
if change == 'reset' then
  redis.call('HDEL', accountKey(account), 'used')
  dropIfEmpty(account)
else
  account.extra = whole(add(account, 'extra', amount))
  if account.isNew then
    keepPastItsEnd(account)
  end
end
redis.call('XADD', adjustments, '*', 'id', id, 'account', account.name, 'unit', account.unit, 'from', account.from,
  'to', account.to, 'change', change, 'amount', amount, 'used', used, 'note', note)
adjusted = reply('adjusted', describe(account))
redis.call('SET', key, adjusted, 'PX', remembered)
return adjusted
