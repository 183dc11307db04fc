package llmgateway.e2e.budget;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * The account, as Redis has it, of a limit on all that an organisation ever spends.
 *
 * @param limit its name
 */
record WatchedAccount(RedisNode redis, String limit) {

    static WatchedAccount of(RedisNode redis, String limit) {
        return new WatchedAccount(redis, limit);
    }

    /** The most that was ever used and held together, in nano-dollars. */
    long highestWhile(Spending spending) throws Exception {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE).useSingleServer().setAddress(this.redis.address());
        RedissonClient redisson = Redisson.create(config);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService watching = Executors.newSingleThreadExecutor()) {
            RMap<String, String> account = redisson
                .getMap("llm:{default}:account:0:" + this.limit + ":total:organisation:");
            Future<Long> highest = watching.submit(() -> {
                long most = 0;
                do {
                    Map<String, String> now = account.getAll(Set.of("used", "held"));
                    most = Math.max(most, now.values().stream().mapToLong(Long::parseLong).sum());
                }
                while (done.getCount() > 0);
                return most;
            });
            try {
                spending.with(account);
            }
            finally {
                done.countDown();
            }
            return highest.get();
        }
        finally {
            redisson.shutdown();
        }
    }

    @FunctionalInterface
    interface Spending {

        void with(RMap<String, String> account);

    }

}
