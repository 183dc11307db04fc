package llmgateway.route.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;
import llmgateway.route.balance.Observations;
import llmgateway.route.balance.TargetLatency;
import llmgateway.route.balance.TargetLoad;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BalancingTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final String LEAST_RECENTLY_FAILED = "{\"balance\": \"least_recently_failed\"}";

    private final RoutingTable table = Tables.of("""
            providers:
              a: {dialect: openai, base_url: "https://a.test", auth: none}
              b: {dialect: openai, base_url: "https://b.test", auth: none}
              c: {dialect: openai, base_url: "https://c.test", auth: none}
            models:
              m: {targets: [{provider: a, weight: 8}, {provider: b}, {provider: c}]}
            """, Map.of());

    @Test
    void callsAreSpreadByWeight() {
        Map<String, Long> counts = calls(Routers.seeded(), chat())
            .collect(Collectors.groupingBy((name) -> name, Collectors.counting()));

        assertThat(counts.get("a")).isBetween(750L, 850L);
        assertThat(counts.get("b")).isBetween(60L, 140L);
        assertThat(counts.get("c")).isBetween(60L, 140L);
    }

    @Test
    void targetsThatFailedLatelyAreLeftOut() {
        Router router = Routers.withFailures(Map.of(target("a"), NOON, target("b"), NOON.minusSeconds(9)));

        assertThat(providers(router, chat().settings(LEAST_RECENTLY_FAILED))).containsExactly("c");
        assertThat(providers(router, chat())).contains("a", "b", "c");
    }

    @Test
    void whereAllFailedLatelyTheOneWhoseFailureIsLongestAgoIsTaken() {
        Router router = Routers.withFailures(
                Map.of(target("a"), NOON, target("b"), NOON.minusSeconds(9), target("c"), NOON.minusSeconds(5)));

        assertThat(providers(router, chat().settings(LEAST_RECENTLY_FAILED))).containsExactly("b");
    }

    @Test
    void callsOfOneSessionStayTogether() {
        Router router = Routers.seeded();
        String settings = "{\"sticky\": {\"header\": \"x-session-id\"}}";

        assertThat(IntStream.range(0, 20)
            .mapToObj((session) -> chat().header("X-Session-Id", "s" + session).settings(settings)))
            .allSatisfy((request) -> assertThat(providers(router, request)).hasSize(1));
        assertThat(providers(router, chat().settings(settings))).hasSize(3);
    }

    @Test
    void callsOfOneConsumerStayTogether() {
        Router router = Routers.seeded();
        Set<String> used = IntStream.range(0, 60)
            .mapToObj((number) -> chat().from("consumer-" + number).settings("{\"sticky\": \"consumer\"}"))
            .map((request) -> providers(router, request))
            .peek((providers) -> assertThat(providers).hasSize(1))
            .flatMap(Set::stream)
            .collect(Collectors.toSet());

        assertThat(used).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSessionMovesWhileItsTargetFails() {
        String settings = "{\"sticky\": {\"header\": \"x-session-id\"}, \"balance\": \"least_recently_failed\"}";
        Requests request = chat().header("X-Session-Id", "s1").settings(settings);
        String home = providers(Routers.seeded(), request).iterator().next();

        Set<String> away = providers(Routers.withFailures(Map.of(target(home), NOON)), request);

        assertThat(away).hasSize(1).doesNotContain(home);
    }

    @Test
    void theLeastBusyForItsWeightIsAskedFirst() {
        TargetLoad load = new TargetLoad();
        for (int i = 0; i < 20; i++) {
            load.attemptStarted(new Attempted(target("a"), Optional.empty(), true));
        }
        load.attemptStarted(new Attempted(target("b"), Optional.empty(), true));
        load.attemptStarted(new Attempted(target("c"), Optional.empty(), true));
        Router router = Routers.observing(observations(load, new TargetLatency(System::nanoTime), Map.of()));
        Requests request = chat().settings("{\"balance\": \"least_busy\"}");

        assertThat(providers(router, request)).containsExactlyInAnyOrder("b", "c");

        load.attemptEnded(new Attempted(target("b"), Optional.empty(), true),
                new AttemptEnd(new AttemptOutcome.Answered(200)));
        assertThat(providers(router, request)).containsExactly("b");
    }

    @Test
    void theQuickestIsAskedFirstAndAnUnknownOneBeforeIt() {
        TargetLatency latency = new TargetLatency(() -> 0);
        took(latency, "a", 900);
        took(latency, "b", 200);
        Router router = Routers.observing(observations(new TargetLoad(), latency, Map.of()));
        Requests request = chat().settings("{\"balance\": \"lowest_latency\"}");

        assertThat(providers(router, request)).containsExactly("c");

        took(latency, "c", 201);
        assertThat(providers(router, request)).containsExactly("b");
    }

    @Test
    void theCheapestIsAskedFirst() {
        Router router = Routers.observing(
                observations(new TargetLoad(), new TargetLatency(() -> 0), Map.of("a", 30L, "b", 20L, "c", 20L)));

        assertThat(providers(router, chat().settings("{\"balance\": \"cheapest\"}"))).containsExactlyInAnyOrder("b",
                "c");
    }

    private static Observations observations(TargetLoad load, TargetLatency latency, Map<String, Long> nanos) {
        return new Observations((target) -> Optional.empty(), load, latency,
                (model, target, input, output) -> new Money(nanos.getOrDefault(target.provider(), 0L)));
    }

    private static void took(TargetLatency latency, String provider, long millis) {
        latency.attemptEnded(new Attempted(target(provider), Optional.empty(), true), new AttemptEnd(
                new AttemptOutcome.Answered(200), Optional.empty(), Optional.of(Duration.ofMillis(millis))));
    }

    private static Requests chat() {
        return Requests.chat("{\"model\": \"m\"}");
    }

    private static Target target(String provider) {
        return new Target(provider, Dialect.OPENAI, new RequestModel("m"));
    }

    private Set<String> providers(Router router, Requests request) {
        return calls(router, request).collect(Collectors.toSet());
    }

    private Stream<String> calls(Router router, Requests request) {
        RouteRequest read = request.read();
        return Stream.generate(() -> switch (router.decide(read, this.table)) {
            case Decision.Direct direct -> direct.routed().target().provider();
            default -> throw new AssertionError("not direct");
        }).limit(1000);
    }

}
