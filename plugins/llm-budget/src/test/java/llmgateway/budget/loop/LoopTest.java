package llmgateway.budget.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    @Test
    void goesOnAfterAnException() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        try (Loop ignored = Loop.start("failing", OFTEN, () -> {
            rounds.countDown();
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void doesNothingMoreOnceItIsClosed() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger rounds = new AtomicInteger();
        Loop loop = Loop.start("counting", OFTEN, () -> {
            rounds.incrementAndGet();
            first.countDown();
        });
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        loop.close();
        int atClose = rounds.get();

        assertThat(loop.isRunning()).isFalse();
        assertThat(rounds).hasValue(atClose);
    }

}
