package llmgateway.runner.management;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.Target;
import llmgateway.route.balance.TargetLatency;
import llmgateway.route.balance.TargetLoad;
import llmgateway.route.health.TargetHealth;
import llmgateway.route.health.TargetStanding;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The targets that this node has asked, and how they are. */
@RestController
class TargetsController {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Optional<TargetHealth> health;

    private final Optional<TargetLoad> load;

    private final Optional<TargetLatency> latency;

    /** A runner without llm-route has none. */
    TargetsController(Optional<TargetHealth> health, Optional<TargetLoad> load, Optional<TargetLatency> latency) {
        this.health = health;
        this.load = load;
        this.latency = latency;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/targets")
    List<TargetView> targets() {
        return this.health.stream().flatMap((known) -> known.standings().stream()).map(this::view).toList();
    }

    /** A target that cools down is asked again, here and on the other nodes. */
    @PostMapping(ManagementConfiguration.ROOT + "/targets/close")
    Closed close(@RequestParam String provider, @RequestParam String model) {
        if (this.health.filter((known) -> known.close(provider, new RequestModel(model))).isEmpty()) {
            throw new ManagementException(HttpStatus.NOT_FOUND, "target_not_found",
                    "No such target cools down on this node.");
        }
        return new Closed(provider, model);
    }

    private TargetView view(TargetStanding standing) {
        Target target = standing.target();
        return new TargetView(target.provider(), target.model().name(),
                standing.state().name().toLowerCase(Locale.ROOT),
                standing.cause().map((cause) -> cause.name().toLowerCase(Locale.ROOT)).orElse(""),
                Math.ceilDiv(standing.remaining().toMillis(), 1000), standing.calls(), standing.failures(),
                this.load.map((known) -> known.of(target)).orElse(0),
                this.latency.map((known) -> Math.round(known.of(target) / NANOS_PER_MILLI)).orElse(0L));
    }

    /**
     * @param state of its circuit breaker
     * @param cause why it cools down; empty while it does not
     * @param secondsLeft until single calls are let through
     * @param calls in the window
     * @param failures of these
     * @param underWay calls that the relay has at it
     * @param firstTokenMillis a moving average
     */
    record TargetView(String provider, String model, String state, String cause, long secondsLeft, int calls,
            int failures, int underWay, long firstTokenMillis) {
    }

    record Closed(String provider, String model) {
    }

}
