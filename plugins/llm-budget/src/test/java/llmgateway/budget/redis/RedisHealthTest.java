package llmgateway.budget.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class RedisHealthTest {

    private static final RedisFailure OUT_OF_MEMORY = new RedisFailure(Reason.OUT_OF_MEMORY, "full");

    private static final RedisFailure TIMEOUT = new RedisFailure(Reason.TIMEOUT, "slow");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final Logger logger = (Logger) LoggerFactory.getLogger(RedisHealth.class);

    private final AtomicBoolean answers = new AtomicBoolean();

    private final List<Reason> told = new ArrayList<>();

    private final RedisHealth health = new RedisHealth("rates", new Organisation("acme"), new AccountEvents() {

        @Override
        public void unavailable(Organisation organisation, Reason reason) {
            RedisHealthTest.this.told.add(reason);
        }

    }, 3, Duration.ofMillis(1), this.answers::get);

    @BeforeEach
    void listen() {
        this.logger.setLevel(Level.INFO);
        this.logger.setAdditive(false);
        this.log.start();
        this.logger.addAppender(this.log);
    }

    @AfterEach
    void stop() {
        this.health.close();
        this.logger.detachAppender(this.log);
        this.logger.setAdditive(true);
        this.logger.setLevel(null);
    }

    @Test
    void logsEachReasonOnceUntilRedisStoresAgain() {
        for (int i = 0; i < 10; i++) {
            this.health.failed(OUT_OF_MEMORY);
            this.health.answered();
        }
        assertThat(messages()).containsExactly("rates of acme: unavailable (OUT_OF_MEMORY) full");
        assertThat(this.told).hasSize(10);

        this.health.served();
        this.health.served();
        this.health.failed(OUT_OF_MEMORY);

        assertThat(messages()).containsExactly("rates of acme: unavailable (OUT_OF_MEMORY) full",
                "rates of acme: served again", "rates of acme: unavailable (OUT_OF_MEMORY) full");
    }

    @Test
    void isAwayAfterSilenceButNotAfterRefusals() {
        for (int i = 0; i < 10; i++) {
            this.health.failed(OUT_OF_MEMORY);
        }
        assertThat(this.health.isAway()).isFalse();

        for (int i = 0; i < 3; i++) {
            this.health.failed(TIMEOUT);
        }
        assertThat(this.health.isAway()).isTrue();
        assertThat(this.health.spared()).isEqualTo(Reason.CIRCUIT_OPEN);

        this.answers.set(true);
        Eventually.until("Redis is asked again", () -> !this.health.isAway());
    }

    private List<String> messages() {
        return this.log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

}
