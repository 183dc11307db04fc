package llmgateway.route.filter;

import java.util.Arrays;
import java.util.Optional;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.Routed.OutputLimitWriter;
import llmgateway.route.decision.Decision;

/** Lets later plugins limit the output of a call that is on its way. */
final class OutputLimits {

    private OutputLimits() {
    }

    /** The limit goes into the body that the gateway sends. */
    static Routed withWriter(Exchange exchange, Decision.Direct direct) {
        return withWriter(direct.routed(), direct.limitable().map((limitable) -> (tokens) -> {
            byte[] body = limitable.limitedTo(tokens);
            if (!Arrays.equals(body, exchange.body())) {
                exchange.rewrite(RequestRewrite.builder().body(body).build());
            }
        }));
    }

    /** The limit goes into every attempt of the plan. */
    static Routed withWriter(Exchange exchange, Decision.Relay relay) {
        OutputLimitWriter writer = (tokens) -> exchange.put(RelayPlan.class,
                exchange.find(RelayPlan.class).orElse(relay.plan()).withOutputLimit(tokens));
        return withWriter(relay.routed(), relay.limitable() ? Optional.of(writer) : Optional.empty());
    }

    private static Routed withWriter(Routed routed, Optional<OutputLimitWriter> writer) {
        return new Routed(routed.ticket(), routed.model(), routed.target(), routed.providerKey(), routed.prompt(),
                writer, routed.way(), routed.server(), routed.trace());
    }

}
