package llmgateway.runner.a6;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import llmgateway.runner.pipeline.PluginChains;
import llmgateway.runner.pipeline.PluginConf;
import llmgateway.runner.pipeline.PreparedChain;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfTokensTest {

    private static final Duration EXPIRE = Duration.ofSeconds(3600);

    private static final PrepareConfRequest REQUEST = new PrepareConfRequest("key", List.of());

    private final AtomicLong nanos = new AtomicLong();

    private final ConfTokens tokens = new ConfTokens(new PluginChains(List.of()), EXPIRE, 100_000, this.nanos::get);

    @Test
    void R3_aTokenLivesLongerThanAnyGatewayWorkerHoldsIt() {
        long token = this.tokens.prepare(REQUEST);

        pass(Duration.ofSeconds(6840));

        assertThat(this.tokens.find(token)).isPresent();
    }

    @Test
    void R3_everyUseKeepsATokenAlive() {
        long token = this.tokens.prepare(REQUEST);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(7000));
            assertThat(this.tokens.find(token)).isPresent();
        }
        pass(Duration.ofSeconds(7300));

        assertThat(this.tokens.find(token)).isEmpty();
    }

    @Test
    void configurationsNeverShareAToken() {
        ConfTokens many = new ConfTokens(new PluginChains(List.of()), EXPIRE, 1_000_000, this.nanos::get);
        int count = 200_000; // about 4 pairs of these have the same first token

        Set<Long> distinct = new HashSet<>();
        for (int i = 0; i < count; i++) {
            distinct.add(many.prepare(new PrepareConfRequest("key" + i, List.of())));
        }

        assertThat(distinct).hasSize(count);
        assertThat(Collections.min(distinct)).isPositive();
        assertThat(Collections.max(distinct)).isLessThanOrEqualTo(0xffffffffL);
    }

    @Test
    void whereOneTextEndsAndTheNextBeginsMatters() {
        assertThat(this.tokens.prepare(new PrepareConfRequest("key", List.of(new PluginConf("ab", "c")))))
            .isNotEqualTo(this.tokens.prepare(new PrepareConfRequest("key", List.of(new PluginConf("a", "bc")))));
    }

    @Test
    void tokenMeansTheChainThatWasPrepared() {
        long none = this.tokens.prepare(REQUEST);
        long unknown = this.tokens.prepare(new PrepareConfRequest("key", List.of(new PluginConf("unknown", ""))));

        assertThat(this.tokens.find(none)).containsInstanceOf(PreparedChain.Ready.class);
        assertThat(this.tokens.find(unknown)).contains(new PreparedChain.Misconfigured("unknown"));
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
