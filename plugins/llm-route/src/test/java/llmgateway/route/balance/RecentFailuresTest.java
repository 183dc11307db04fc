package llmgateway.route.balance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.route.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecentFailuresTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Target TARGET = new Target("acme", Dialect.OPENAI, new RequestModel("gpt-4o"));

    private final ManualClock clock = new ManualClock();

    private final RecentFailures failures = new RecentFailures(WINDOW, this.clock);

    static Stream<AttemptOutcome> failing() {
        return Stream.of(new AttemptOutcome.Answered(500), new AttemptOutcome.Answered(503),
                new AttemptOutcome.Answered(429), new AttemptOutcome.Answered(401), new AttemptOutcome.Answered(403),
                new AttemptOutcome.Broken(), new AttemptOutcome.TimedOut());
    }

    static Stream<AttemptOutcome> notFailing() {
        return Stream.of(new AttemptOutcome.Answered(200), new AttemptOutcome.Answered(400),
                new AttemptOutcome.Answered(404), new AttemptOutcome.ClientGone());
    }

    @ParameterizedTest
    @MethodSource("failing")
    void remembersAFailureForAWhile(AttemptOutcome outcome) {
        attemptEnded(outcome);

        assertThat(this.failures.lastFailure(TARGET)).hasValue(this.clock.instant());

        this.clock.advance(WINDOW);
        assertThat(this.failures.lastFailure(TARGET)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("notFailing")
    void whatTheProviderIsNotToBlameForIsNoFailure(AttemptOutcome outcome) {
        attemptEnded(outcome);

        assertThat(this.failures.lastFailure(TARGET)).isEmpty();
    }

    @Test
    void anotherModelOfTheSameProviderIsAnotherTarget() {
        attemptEnded(new AttemptOutcome.Broken());

        assertThat(this.failures.lastFailure(new Target("acme", Dialect.OPENAI, new RequestModel("gpt-5")))).isEmpty();
    }

    private void attemptEnded(AttemptOutcome outcome) {
        Call call = new Call(new CallId("call_1"), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, Optional.empty(), false,
                OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        this.failures.attemptEnded(call,
                new UpstreamRequest(TARGET, Endpoint.CHAT_COMPLETIONS, Optional.empty(), "POST",
                        URI.create("https://acme.test"), Headers.NONE, new byte[0],
                        UpstreamRequest.UsageChunk.PASSED_ON, List.of()),
                outcome);
    }

}
