package llmgateway.e2e.shipped;

import java.io.IOException;
import java.nio.file.Path;

import llmgateway.apisix.admin.AdminApiDouble;
import llmgateway.apisix.command.CommandRun;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.DeclaredObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Switches by {@code apisix-conf/consumer} and what they do to calls. */
class ConsumerToggleTest {

    private static final String ALICE = "sk-alice-1";

    private static final String CAROL = "sk-carol-3";

    private static final String ONE_CALL = "{\"limits\":{\"calls\":{\"limit_by\":\"consumer\",\"requests\":1,\"per\":\"day\"}}}";

    @TempDir
    Path directory;

    private final AdminApiDouble api = AdminApiDouble.start();

    private ShippedGateway gateway;

    @BeforeEach
    void start() throws IOException {
        assertThat(CommandRun.apply(this.api).exit()).isZero();
        this.gateway = new ShippedGateway(this.directory, () -> DeclaredObjects.of(this.api));
    }

    @AfterEach
    void stop() throws IOException {
        this.gateway.close();
        this.api.close();
    }

    @Test
    void aBudgetOfItsOwnIsForTheOneConsumerAndCanBeSwitchedOff() {
        consumer("set", "alice", "llm-budget", ONE_CALL);

        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(429);
        assertThat(status(CAROL, "gpt-4o-mini")).isEqualTo(200);
        assertThat(status(CAROL, "gpt-4o-mini")).isEqualTo(200);

        consumer("off", "alice", "llm-budget");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);

        consumer("reset", "alice");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
    }

    @Test
    void routingIsSetToOtherModelsAndSwitchedOff() {
        consumer("set", "alice", "llm-route", "{\"models\": [\"claude-*\"]}");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(403);
        assertThat(status(ALICE, "claude-haiku-4-5")).isEqualTo(200);

        consumer("off", "alice", "llm-route");
        assertThat(status(ALICE, "claude-haiku-4-5")).isEqualTo(403);

        consumer("on", "alice", "llm-route");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
    }

    @Test
    void withoutBudgetTheMetricsAreWhatWritesTheLedger() {
        consumer("off", "alice", "llm-budget");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
        assertThat(this.gateway.ledger()).hasSize(1);

        consumer("off", "alice", "llm-metrics");
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
        assertThat(this.gateway.ledger()).hasSize(1);
    }

    @Test
    void aGroupsSwitchHoldsForItsConsumersAlone() {
        consumer("--group", "set", "research", "llm-route", "{\"models\": [\"claude-*\"]}");

        assertThat(status(CAROL, "gpt-4o-mini")).isEqualTo(403);
        assertThat(status(ALICE, "gpt-4o-mini")).isEqualTo(200);
    }

    private void consumer(String... arguments) {
        CommandRun run = CommandRun.at(this.api, "consumer", arguments);
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private int status(String key, String model) {
        try (ClientAnswer answer = this.gateway.apisix().send(ShippedConfTest.chat(model, "").bearer(key))) {
            return answer.status();
        }
    }

}
