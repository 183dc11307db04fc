package llmgateway.route.filter;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.core.call.Exchange;
import llmgateway.core.call.Routed;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.route.decision.Decision;
import llmgateway.route.decision.LimitableBody;

/** Lets later plugins limit the output of a call that is on its way. */
final class OutputLimits {

    private OutputLimits() {
    }

    /** The limit goes into the body that the gateway sends. */
    static Routed withWriter(Exchange exchange, Decision.Direct direct) {
        return withWriter(direct.routed(), direct.limitable(), (body) -> {
            if (!Arrays.equals(body, exchange.body())) {
                exchange.rewrite(RequestRewrite.builder().body(body).build());
            }
        });
    }

    /** The limit goes into every attempt of the plan. */
    static Routed withWriter(Exchange exchange, Decision.Relay relay) {
        return withWriter(relay.routed(), relay.limitable(), (body) -> {
            RelayPlan plan = exchange.find(RelayPlan.class).orElse(relay.plan());
            exchange.put(RelayPlan.class,
                    plan.withAttempts(plan.attempts().stream().map((attempt) -> attempt.withBody(body)).toList()));
        });
    }

    private static Routed withWriter(Routed routed, Optional<LimitableBody> limitable, Consumer<byte[]> send) {
        return new Routed(routed.ticket(), routed.model(), routed.target(), routed.providerKey(), routed.prompt(),
                limitable.map((body) -> (tokens) -> send.accept(body.limitedTo(tokens))), routed.way());
    }

}
