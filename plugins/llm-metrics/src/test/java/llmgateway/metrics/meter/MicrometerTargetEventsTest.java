package llmgateway.metrics.meter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents.Cause;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerTargetEventsTest {

    private static final Target TARGET = new Target("acme", Dialect.OPENAI, new RequestModel("m"));

    @Test
    void countsCooldownsAndTheTargetsThatHaveNotRecovered() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MicrometerTargetEvents events = new MicrometerTargetEvents(registry);
        assertThat(registry.get("llm.gateway.targets.cooling.down").gauge().value()).isZero();

        events.coolsDown(TARGET, Cause.FAILING);
        events.coolsDown(TARGET, Cause.FAILING);

        assertThat(registry.get("llm.gateway.targets.cooling.down").gauge().value()).isOne();
        assertThat(registry.get("llm.gateway.target.cooldowns")
            .tags("gen_ai.provider.name", "acme", "llm.reason", "failing")
            .counter()
            .count()).isEqualTo(2);
        events.recovered(TARGET);
        assertThat(registry.get("llm.gateway.targets.cooling.down").gauge().value()).isZero();
    }

}
