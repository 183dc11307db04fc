package llmgateway.relay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.upstream.UpstreamRequest.UsageChunk;

/** Plans for calls to a provider under test. */
final class Plans {

    static final String PROVIDER_KEY = "sk-proj-canary0123456789abcdefWXYZ";

    private Plans() {
    }

    static RelayPlan chat(URI uri) {
        return plan(Endpoint.CHAT_COMPLETIONS, uri, UsageChunk.PASSED_ON);
    }

    static RelayPlan chatHidingUsage(URI uri) {
        return plan(Endpoint.CHAT_COMPLETIONS, uri, UsageChunk.HIDDEN);
    }

    static RelayPlan converse(URI uri) {
        return plan(Endpoint.CONVERSE, uri, UsageChunk.PASSED_ON);
    }

    /** Asked by a client of OpenAI's Embeddings. */
    static RelayPlan cohereEmbeddingsAtBedrock(URI uri) {
        RelayPlan asked = plan(Endpoint.EMBEDDINGS, uri, UsageChunk.PASSED_ON);
        Call call = new Call(asked.call().id(), Caller.UNKNOWN, Endpoint.EMBEDDINGS, asked.call().model(), false,
                OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        RelayPlan tried = plan(Endpoint.BEDROCK_COHERE_EMBED, uri, UsageChunk.PASSED_ON);
        return new RelayPlan(call, asked.ticket(),
                "{\"model\":\"gpt-4o-2024\",\"input\":[\"a\"]}".getBytes(StandardCharsets.UTF_8), tried.attempts(),
                RetryRules.NONE, asked.responseHeaders());
    }

    static RelayPlan messages(URI uri) {
        return plan(Endpoint.MESSAGES, uri, UsageChunk.PASSED_ON);
    }

    /** Tries each provider in turn, each once. */
    static RelayPlan fallingBack(Endpoint endpoint, Readmission readmission, URI... uris) {
        List<FixedAttempt> attempts = new ArrayList<>();
        for (URI uri : uris) {
            attempts.add((FixedAttempt) plan(endpoint, uri, UsageChunk.PASSED_ON).attempts().getFirst());
        }
        RelayPlan one = plan(endpoint, uris[0], UsageChunk.PASSED_ON);
        return new RelayPlan(one.call(), one.ticket(), one.body(), attempts,
                rules(uris.length, Duration.ofSeconds(60), false), one.responseHeaders())
            .withReadmission(readmission);
    }

    /** Tries what each plan tries first, in turn, and begins streams anew. */
    static RelayPlan restarting(RelayPlan... plans) {
        return restarting(Duration.ofSeconds(60), plans);
    }

    static RelayPlan restarting(Duration deadline, RelayPlan... plans) {
        RelayPlan one = plans[0];
        List<PlannedAttempt> attempts = new ArrayList<>();
        for (RelayPlan plan : plans) {
            attempts.add(plan.attempts().getFirst());
        }
        return new RelayPlan(one.call(), one.ticket(), one.body(), attempts, rules(plans.length, deadline, true),
                one.responseHeaders());
    }

    /** The call of one plan, with the attempts of another. */
    static RelayPlan asked(RelayPlan call, RelayPlan tried) {
        return new RelayPlan(call.call(), call.ticket(), call.body(), tried.attempts(), tried.retries(),
                call.responseHeaders());
    }

    private static RetryRules rules(int most, Duration deadline, boolean restartsStreams) {
        return new RetryRules(most, EnumSet.allOf(RetryRules.Reason.class), deadline, Duration.ZERO, Duration.ZERO,
                restartsStreams);
    }

    /** Tries providers {@code first}, {@code second}, ... as the rules say. */
    static RelayPlan of(RetryRules rules, Readmission readmission, URI... uris) {
        List<FixedAttempt> attempts = new ArrayList<>();
        for (URI uri : uris) {
            String name = List.of("first", "second", "third").get(attempts.size());
            attempts.add(new FixedAttempt(request(name, Endpoint.CHAT_COMPLETIONS, uri, UsageChunk.PASSED_ON)));
        }
        RelayPlan one = chat(uris[0]);
        return new RelayPlan(one.call(), one.ticket(), one.body(), attempts, rules, one.responseHeaders())
            .withReadmission(readmission);
    }

    private static RelayPlan plan(Endpoint endpoint, URI uri, UsageChunk usageChunk) {
        Call call = new Call(CallId.random(new Random(1)), Caller.UNKNOWN, endpoint,
                Optional.of(new OriginalModel("gpt-4o")), true, OptionalLong.empty(), 1, Optional.empty(),
                Call.Labels.NONE);
        UpstreamRequest request = request("acme", endpoint, uri, usageChunk);
        return new RelayPlan(call, new Ticket("0123456789abcdef0123456789abcdef"), request.body(),
                List.of(new FixedAttempt(request)), RetryRules.NONE, Headers.of(new Header("x-llm-way", "relay")));
    }

    private static UpstreamRequest request(String provider, Endpoint endpoint, URI uri, UsageChunk usageChunk) {
        Dialect dialect = endpoint.dialect();
        Header key = (dialect == Dialect.OPENAI) ? new Header("Authorization", "Bearer " + PROVIDER_KEY)
                : new Header("x-api-key", PROVIDER_KEY);
        Headers headers = Headers.of(key, new Header("Content-Type", "application/json"),
                new Header("Accept-Encoding", "gzip"));
        String content = (endpoint == Endpoint.CONVERSE) ? "[{\"text\":\"hi\"}]" : "\"hi\"";
        byte[] body = ("{\"model\":\"gpt-4o-2024\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}")
            .getBytes(StandardCharsets.UTF_8);
        return new UpstreamRequest(new Target(provider, dialect, new RequestModel("gpt-4o-2024")), endpoint,
                Optional.of("env:ACME_KEY"), "POST", uri, headers, body, usageChunk, List.of());
    }

}
