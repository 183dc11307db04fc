package llmgateway.route.decision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.TargetEvents.Cause;
import llmgateway.route.health.Availability;
import llmgateway.route.health.CoolingDown;
import llmgateway.route.health.WhenAllCoolDown;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoolingDownTest {

    private final RoutingTable table = Tables.of("""
            providers:
              a: {dialect: openai, base_url: "https://a.test", auth: none}
              b: {dialect: openai, base_url: "https://b.test", auth: none}
              c: {dialect: anthropic, base_url: "https://c.test", auth: none}
            models:
              m: {targets: [{provider: a, weight: 100}, {provider: b}, {provider: c}]}
              spare: {targets: [{provider: c}]}
            """, Map.of());

    @Test
    void aTargetThatCoolsDownIsNotPicked() {
        assertThat(decide(Map.of("a", 5), WhenAllCoolDown.REFUSE, "")).isInstanceOfSatisfying(Decision.Direct.class,
                (direct) -> assertThat(direct.routed().target().provider()).isEqualTo("b"));
    }

    @Test
    void aTargetOfAnotherApiTakesOverWhereNoneOfTheClientsOwnIsWell() {
        assertThat(decide(Map.of("a", 5, "b", 9), WhenAllCoolDown.REFUSE, "")).isInstanceOfSatisfying(
                Decision.Relay.class, (relay) -> assertThat(relay.routed().target().provider()).isEqualTo("c"));
    }

    @Test
    void P9_whereAllCoolDownTheClientIsToldWhenTheFirstComesBack() {
        assertThat(decide(Map.of("a", 5, "b", 9, "c", 3), WhenAllCoolDown.REFUSE, ""))
            .isInstanceOfSatisfying(Decision.Refuse.class, (refuse) -> {
                assertThat(refuse.reject().code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
                assertThat(refuse.reject().status()).isEqualTo(503);
                assertThat(refuse.reject().headers().first("retry-after")).contains("3");
            });
        assertThat(decide(Map.of("a", 5, "b", 9, "c", 3), WhenAllCoolDown.REFUSE, "{\"attempts\": 3}"))
            .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void aTargetWithoutAnAlternativeIsAlwaysAsked() {
        RouteRequest request = Requests.post("/v1/messages",
                "{\"model\": \"spare\", \"max_tokens\": 5, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}")
            .read();

        assertThat(Routers.withCooldowns(cooling(Map.of("c", 5)), WhenAllCoolDown.REFUSE).decide(request, this.table))
            .isInstanceOf(Decision.Direct.class);
    }

    @Test
    void P9_orTheSoonestIsTriedAllTheSameWhereThatIsSet() {
        assertThat(decide(Map.of("a", 5, "b", 3, "c", 9), WhenAllCoolDown.TRY_SOONEST, "")).isInstanceOfSatisfying(
                Decision.Direct.class, (direct) -> assertThat(direct.routed().target().provider()).isEqualTo("b"));
        assertThat(attempts(Map.of("a", 5, "b", 3, "c", 9), WhenAllCoolDown.TRY_SOONEST, "{\"attempts\": 3}"))
            .extracting((attempt) -> attempt.target().provider() + " " + attempt.notBefore().toSeconds())
            .containsExactly("b 0", "a 0", "c 0");
    }

    @Test
    void amongAttemptsThoseThatCoolDownComeLastAndWait() {
        assertThat(attempts(Map.of("a", 5), WhenAllCoolDown.REFUSE, "{\"attempts\": 3}"))
            .extracting((attempt) -> attempt.target().provider() + " " + attempt.notBefore().toSeconds())
            .containsExactly("b 0", "c 0", "a 5");
    }

    @Test
    void anotherModelTakesOverWhereAllOfTheFirstCoolDown() {
        RoutingTable two = Tables.of("""
                providers:
                  a: {dialect: openai, base_url: "https://a.test", auth: none}
                  b: {dialect: openai, base_url: "https://b.test", auth: none}
                models:
                  m: {targets: [{provider: a}]}
                  spare: {targets: [{provider: b}]}
                """, Map.of());
        Decision decision = Routers.withCooldowns(cooling(Map.of("a", 5)), WhenAllCoolDown.REFUSE)
            .decide(chat("{\"fallback_models\": [\"spare\"]}"), two);

        assertThat(decision).isInstanceOfSatisfying(Decision.Relay.class,
                (relay) -> assertThat(relay.plan().attempts()).extracting((attempt) -> attempt.target().provider())
                    .containsExactly("b", "a"));
    }

    private List<? extends PlannedAttempt> attempts(Map<String, Integer> seconds, WhenAllCoolDown all,
            String settings) {
        return ((Decision.Relay) decide(seconds, all, settings)).plan().attempts();
    }

    private Decision decide(Map<String, Integer> seconds, WhenAllCoolDown all, String settings) {
        return Routers.withCooldowns(cooling(seconds), all).decide(chat(settings), this.table);
    }

    private static RouteRequest chat(String settings) {
        return Requests.chat("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}")
            .settings(settings)
            .read();
    }

    private static Availability cooling(Map<String, Integer> seconds) {
        return (Target target) -> Optional.ofNullable(seconds.get(target.provider()))
            .map((left) -> new CoolingDown(Duration.ofSeconds(left), Cause.FAILING));
    }

}
