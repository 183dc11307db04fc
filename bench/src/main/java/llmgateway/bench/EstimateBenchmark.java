package llmgateway.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;

import llmgateway.bench.load.Latencies;
import llmgateway.bench.load.Load;
import llmgateway.budget.estimate.EstimateSettings;
import llmgateway.budget.estimate.UsageBound;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.upstream.Routed;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.CallReading;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.dialect.request.RequestLimits;

/** What it takes to tell from a request how many tokens it can use at most. */
final class EstimateBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final Duration MEASURED = Duration.ofSeconds(4);

    private static final String[] WORDS = """
            the gateway holds what a call can cost before it is sent and gives back the rest once the provider has \
            told how many tokens were used which a report of 2026 then sums up by consumer, model and day; whoever \
            reconfigures authentication (or internationalization) notices: nothing changes!""".split(" ");

    private final UsageBound bound = new UsageBound(EstimateSettings.defaults());

    private final CallReader reader = new CallReader(RequestLimits.defaults());

    private final PrintStream out;

    EstimateBenchmark(PrintStream out) {
        this.out = out;
    }

    void run() {
        this.out.printf("%nEstimates: the prompt is read from the request's body and counted; %d s after %d s to warm"
                + " up, 1 thread.%n%n", MEASURED.toSeconds(), WARM_UP.toSeconds());
        this.out.println("| prompt | tokenizer | tokens | estimates/s | p50 ms | p99 ms |");
        this.out.println("| --: | --- | --: | --: | --: | --: |");
        for (int kilobytes : List.of(1, 200)) {
            for (Optional<String> tokenizer : List.of(Optional.of("o200k_base"), Optional.<String>empty())) {
                measure(kilobytes, tokenizer);
            }
        }
    }

    private void measure(int kilobytes, Optional<String> tokenizer) {
        CallReading.Accepted request = read(body(kilobytes * 1024));
        Routed routed = Calls.to("gpt-4o", request.body().prompt(), new Random(1));
        ModelTerms terms = new ModelTerms(Gateway.TERMS.price(), ModelTerms.Priced.LISTED, OptionalLong.empty(),
                OptionalLong.empty(), tokenizer);
        Load load = new Load(1);
        load.during(WARM_UP, (random) -> this.bound.of(request.call(), routed, terms));
        Latencies latencies = load.during(MEASURED, (random) -> this.bound.of(request.call(), routed, terms));
        this.out.printf("| %d KB | %s | %d | %,.0f | %.3f | %.3f |%n", kilobytes, tokenizer.orElse("not public"),
                this.bound.of(request.call(), routed, terms).inputTokens(), latencies.perSecond(),
                latencies.percentile(50), latencies.percentile(99));
    }

    private CallReading.Accepted read(String json) {
        return switch (this.reader.read(CallId.random(new Random(1)), Caller.UNKNOWN,
                new EndpointMatcher.Match.Found(Endpoint.CHAT_COMPLETIONS, Optional.empty()), Headers.NONE,
                json.getBytes(StandardCharsets.UTF_8))) {
            case CallReading.Accepted accepted -> accepted;
            case CallReading.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** A conversation with turns of some 4 KB, of words in no order. */
    private static String body(int length) {
        RandomGenerator random = new Random(20261124);
        StringBuilder json = new StringBuilder("{\"model\":\"gpt-4o\",\"max_tokens\":500,\"messages\":[");
        String comma = "";
        while (json.length() < length) {
            json.append(comma).append("{\"role\":\"user\",\"content\":\"");
            for (int end = Math.min(length, json.length() + 4096); json.length() < end;) {
                json.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            json.append("\"}");
            comma = ",";
        }
        return json.append("]}").toString();
    }

}
