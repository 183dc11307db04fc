-- An operator's word: what Redis holds now is the truth. ARGV[4]: the new epoch
redis.call('SET', KEYS[1], ARGV[4])
return reply('begun', ARGV[4], '')
