package llmgateway.e2e.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole path on real parts: APISIX, etcd, Redis, Prometheus and Grafana in
 * containers.
 */
@EnabledIf(value = "isDockerHere", disabledReason = "no Docker engine with 'docker compose' on this machine")
class ComposedStackTest extends WholePathContract {

    private static final Duration CONFIGURED = Duration.ofMinutes(3);

    private static Optional<ComposedStack> stack = Optional.empty();

    static boolean isDockerHere() {
        boolean here = ComposedStack.isPossible();
        if (!here) {
            System.out.println("ComposedStackTest is skipped: there is no Docker engine with 'docker compose' here");
        }
        return here;
    }

    @BeforeAll
    static void start() throws IOException {
        ComposedStack started = ComposedStack.start();
        stack = Optional.of(started);
        ClientRequest models = ClientRequest.get("/v1/models").bearer(started.key("alice"));
        await("the route that apisix-conf makes").atMost(CONFIGURED).ignoreExceptions().until(() -> {
            try (ClientAnswer answer = started.send(models)) {
                return answer.status() == 200;
            }
        });
    }

    @AfterAll
    static void stop() {
        stack.ifPresent(ComposedStack::close);
    }

    @Override
    Stack stack() {
        return stack.orElseThrow();
    }

    @Test
    void aCallThatApisixCarriesIsSettledByItsHttpLogger() {
        stack().send(chat("alice", "gpt-4.1-mini", false)).text();
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(stack().managed("/admin/usage?group_by=consumer,model"))
                .contains("\"consumer\":\"alice\",\"model\":\"gpt-4.1-mini\""));
    }

    @Test
    void prometheusScrapesTheRunnerAndGrafanaIsUp() {
        ComposedStack composed = stack.orElseThrow();
        await().atMost(CONFIGURED)
            .ignoreExceptions()
            .until(() -> composed.isWell("PROMETHEUS_PORT", "/-/ready")
                    && composed.isWell("GRAFANA_PORT", "/api/health"));
        await().atMost(CONFIGURED)
            .untilAsserted(() -> assertThat(composed.asked("/api/v1/query?query=up%7Bjob%3D%22llm-runner%22%7D"))
                .contains(",\"1\"]"));
    }

}
