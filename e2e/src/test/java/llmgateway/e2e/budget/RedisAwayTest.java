package llmgateway.e2e.budget;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import llmgateway.budget.management.BudgetManagement;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class RedisAwayTest {

    private static final Duration QUICK = Duration.ofSeconds(2);

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final GatewayClient client = new GatewayClient();

    private final Simulator provider = Simulator.start(SimulatorConfig.defaults());

    private RedisNode redis;

    @BeforeEach
    void startRedis() {
        this.redis = RedisNode.start(this.directory);
    }

    @AfterEach
    void stop() {
        this.client.close();
        this.provider.close();
        this.redis.close();
    }

    @Test
    void I1_withoutRedisCallsAreRefusedInTheClientsDialectAndLetInWhenItIsBack() {
        try (StandaloneGateway gateway = gateway("deny")) {
            assertThat(chat(gateway).statusCode()).isEqualTo(200);
            this.redis.kill();
            HttpResponse<String> refused = chat(gateway);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"error\"").contains("budget_unavailable");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            HttpResponse<String> message = this.client.send(gateway.uri(), "/v1/messages",
                    GatewayClient.chat(GatewaySettings.CLAUDE, "\"max_tokens\":20"));
            assertThat(message.statusCode()).isEqualTo(503);
            assertThat(message.body()).startsWith("{\"type\":\"error\"");
            assertThat(this.provider.requests()).hasSize(1);
            this.redis.restart();
            awaitServed(gateway);
        }
    }

    @Test
    void I1_whatWasLetThroughWithoutRedisIsChargedWhenItIsBack(CapturedOutput output) {
        try (StandaloneGateway gateway = gateway("allow")) {
            long cost = GatewayClient.cost(chat(gateway).body());
            this.redis.kill();
            for (int i = 0; i < 5; i++) {
                assertThat(chat(gateway).statusCode()).isEqualTo(200);
            }
            this.redis.restart();
            await().atMost(RECOVERY)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(gateway.books().ledger()).hasSize(6));
            assertThat(gateway.books().charged()).isEqualTo(6 * cost);
            assertThat(gateway.books().limit("cap").used()).isEqualTo(6 * cost);
            assertThat(gateway.books().openTickets()).isZero();
            assertThat(output.getOut().split("not asking it until it does", -1)).hasSize(2);
        }
    }

    @Test
    void I1_aLocalLimitGoesOnOnThisNode() {
        try (StandaloneGateway gateway = gateway("local")) {
            assertThat(chat(gateway).statusCode()).isEqualTo(200);
            this.redis.kill();
            assertThat(chat(gateway).statusCode()).isEqualTo(200);
            await("the cap is reached here").atMost(RECOVERY).until(() -> chat(gateway).statusCode() == 429);
            assertThat(this.provider.requests().size() * 21L * GatewaySettings.NANOS_A_TOKEN)
                .isLessThanOrEqualTo(2 * 50_000_000L);
        }
    }

    @Test
    void I2_aFrozenRedisIsWaitedForShortlyAndNoticedWhenItWakes() {
        try (StandaloneGateway gateway = gateway("deny")) {
            assertThat(chat(gateway).statusCode()).isEqualTo(200);
            this.redis.freeze();
            long started = System.nanoTime();
            assertThat(chat(gateway).statusCode()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(QUICK);
            this.redis.thaw();
            awaitServed(gateway);
            gateway.books().awaitNothingOpen();
            assertThat(gateway.books().limit("cap").used()).isEqualTo(gateway.books().charged());
        }
    }

    @Test
    void I5_aRedisThatLostEverythingIsNoFreshBudgetUntilAnOperatorSaysSo(CapturedOutput output) {
        try (StandaloneGateway gateway = gateway("deny")) {
            assertThat(chat(gateway).statusCode()).isEqualTo(200);
            this.redis.kill();
            this.redis.restartEmpty();
            await().atMost(RECOVERY)
                .until(() -> output.getOut().contains("unavailable (FORGOTTEN)") || chat(gateway).statusCode() == 200);
            assertThat(chat(gateway).statusCode()).isEqualTo(503);
            assertThat(chat(gateway).statusCode()).isEqualTo(503);
            assertThat(output.getOut().split("unavailable \\(FORGOTTEN\\)", -1)).hasSize(2);
            assertThat(gateway.bean(BudgetManagement.class).begin()).isTrue();
            awaitServed(gateway);
        }
    }

    private StandaloneGateway gateway(String onRedisFailure) {
        return StandaloneGateway.start(
                GatewaySettings
                    .of(this.directory, this.provider, this.redis,
                            """
                                    {"limits":{"cap":{"limit_by":"organisation","usd":0.05,"per":"total"}},"on_redis_failure":"%s"}"""
                                .formatted(onRedisFailure))
                    .with("llm.redis.time-limit=500ms"));
    }

    private HttpResponse<String> chat(StandaloneGateway gateway) {
        return this.client.chat(gateway.uri(), GatewayClient.chat(false));
    }

    private void awaitServed(StandaloneGateway gateway) {
        await("calls are let in again").atMost(RECOVERY).until(() -> chat(gateway).statusCode() == 200);
    }

}
