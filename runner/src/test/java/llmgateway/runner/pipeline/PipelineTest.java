package llmgateway.runner.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Exchange;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.RefusedCall;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.upstream.UpstreamRequest.UsageChunk;
import llmgateway.runner.FixedAttempt;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class PipelineTest {

    private static final CallId ID = CallId.random(RandomGenerator.getDefault());

    private static final Ticket TICKET = Ticket.random(RandomGenerator.getDefault());

    private static final RelayPlan PLAN = new RelayPlan(
            new Call(
                    ID, Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, Optional
                        .empty(),
                    false, OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE),
            TICKET, new byte[0],
            List.of(new FixedAttempt(new UpstreamRequest(new Target("p", Dialect.OPENAI, new RequestModel("m")),
                    Endpoint.CHAT_COMPLETIONS, Optional.empty(), "POST", URI.create("https://example.com/v1"),
                    Headers.NONE, new byte[0], UsageChunk.PASSED_ON, List.of()))),
            RetryRules.NONE, Headers.NONE);

    private final List<RefusedCall> refused = new ArrayList<>();

    private final Map<Ticket, RelayPlan> handedOver = new HashMap<>();

    private boolean relayHasRoom = true;

    @Test
    void planOfACallThatTheGatewayCarriesIsHandedToTheRelay() {
        Outcome outcome = run(planning(), Proxy.GATEWAY);

        assertThat(outcome).isInstanceOf(Outcome.Forward.class);
        assertThat(this.handedOver).containsExactly(Map.entry(TICKET, PLAN));
    }

    @Test
    void callThatTheRelayHasNoRoomForIsRefused() {
        this.relayHasRoom = false;

        assertThat(run(planning(), Proxy.GATEWAY)).isInstanceOfSatisfying(Outcome.Respond.class,
                (respond) -> assertThat(respond.response().status()).isEqualTo(503));
    }

    @Test
    void planStaysInTheExchangeWhereTheRelayIsTheOnlyProxy() {
        assertThat(run(planning(), Proxy.RELAY)).isInstanceOfSatisfying(Outcome.Forward.class,
                (forward) -> assertThat(forward.exchange().find(RelayPlan.class)).contains(PLAN));
        assertThat(this.handedOver).isEmpty();
    }

    @Test
    void planOfACallThatWasAnsweredIsNotHandedOver() {
        Outcome outcome = run(filter((exchange) -> {
            exchange.put(RelayPlan.class, PLAN);
            exchange.respond(new DirectResponse(429, Headers.NONE, new byte[0]));
        }), Proxy.GATEWAY);

        assertThat(outcome).isInstanceOf(Outcome.Respond.class);
        assertThat(this.handedOver).isEmpty();
    }

    @Test
    void firstAnswerStands() {
        Outcome outcome = run(filter((exchange) -> {
            exchange.respond(new DirectResponse(429, Headers.NONE, new byte[0]));
            exchange.respond(new DirectResponse(200, Headers.NONE, new byte[0]));
            exchange.rewrite(RequestRewrite.builder().path("/x").build());
        }), Proxy.GATEWAY);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Respond.class,
                (respond) -> assertThat(respond.response().status()).isEqualTo(429));
    }

    @Test
    void unchangedRequestIsForwardedWithoutARewrite() {
        assertThat(run(filter((exchange) -> {
        }), Proxy.GATEWAY)).isInstanceOfSatisfying(Outcome.Forward.class,
                (forward) -> assertThat(forward.rewrite()).isEqualTo(RequestRewrite.NONE));
    }

    @Test
    void aBodyCannotBeEmptied() {
        Outcome outcome = run(
                filter((exchange) -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> exchange.rewrite(RequestRewrite.builder().body(new byte[0]).build()))),
                Proxy.GATEWAY);

        assertThat(outcome).isInstanceOf(Outcome.Forward.class);
    }

    @Test
    void twoFiltersOfOneNameAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PluginChains(List.of(planning(), planning())))
            .withMessageContaining("'filter'");
    }

    @Test
    void everyRefusalIsToldOnceWithWhatIsKnownOfTheCall() {
        run(filter((exchange) -> {
            exchange.put(Call.class, PLAN.call());
            exchange.refuse(Rejects.gatewayBusy());
        }), Proxy.GATEWAY);
        run(filter((exchange) -> {
            throw new IllegalStateException("a fault");
        }), Proxy.GATEWAY);
        run(planning(), Proxy.GATEWAY);

        assertThat(this.refused).extracting(RefusedCall::id, RefusedCall::call, RefusedCall::reject)
            .containsExactly(tuple(ID, Optional.of(PLAN.call()), Rejects.gatewayBusy()),
                    tuple(ID, Optional.empty(), Rejects.internalError()));
    }

    @Test
    void R4_aPluginListedTwiceIsRefused() {
        PluginConf conf = new PluginConf("filter", "{}");

        assertThat(new PluginChains(List.of(planning())).prepare(List.of(conf, conf)))
            .isEqualTo(new PreparedChain.Misconfigured("filter"));
    }

    private Outcome run(PluginFilter filter, Proxy proxy) {
        Pipeline pipeline = new Pipeline(Duration.ofSeconds(30),
                (reject, id, head) -> new DirectResponse(reject.status(), reject.headers(), new byte[0]),
                (plan) -> this.relayHasRoom && this.handedOver.put(plan.ticket(), plan) == null, this.refused::add);
        PreparedChain chain = new PluginChains(List.of(filter)).prepare(List.of(new PluginConf(filter.name(), "{}")));
        return pipeline.run(chain, new Request(), ID, proxy);
    }

    private static PluginFilter planning() {
        return filter((exchange) -> {
            exchange.put(RelayPlan.class, PLAN);
        });
    }

    private static PluginFilter filter(Consumer<Exchange> work) {
        return new PluginFilter() {
            @Override
            public String name() {
                return "filter";
            }

            @Override
            public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
                work.accept((Exchange) request);
                chain.filter(request, response);
            }
        };
    }

    private static final class Request implements CallSource {

        @Override
        public RequestHead head() {
            return new RequestHead("POST", "/v1/chat/completions", List.of(), Headers.NONE);
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }

        @Override
        public Fetched fetch(Set<String> variables, boolean body) {
            return new Fetched(Map.of(), new byte[0]);
        }

    }

}
