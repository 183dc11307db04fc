package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.http.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads requests for tests. */
final class Requests {

    private static final CallReader READER = new CallReader(RequestLimits.defaults());

    private Requests() {
    }

    static CallReading read(CallReader reader, Endpoint endpoint, Headers headers, byte[] body) {
        return reader.read(new CallId("call_0"), Caller.UNKNOWN,
                new EndpointMatcher.Match.Found(endpoint, Optional.empty()), headers, body);
    }

    static CallReading.Accepted accepted(Endpoint endpoint, Headers headers, byte[] body) {
        CallReading reading = read(READER, endpoint, headers, body);
        assertThat(reading).isInstanceOf(CallReading.Accepted.class);
        return (CallReading.Accepted) reading;
    }

    static CallReading.Accepted accepted(Endpoint endpoint, String body) {
        return accepted(endpoint, Headers.NONE, body.getBytes(StandardCharsets.UTF_8));
    }

    static CallReading.Accepted accepted(String body) {
        return accepted(Endpoint.CHAT_COMPLETIONS, body);
    }

    static Reject refused(Endpoint endpoint, Headers headers, byte[] body) {
        return refusal(read(READER, endpoint, headers, body));
    }

    static Reject refused(byte[] body) {
        return refused(Endpoint.CHAT_COMPLETIONS, Headers.NONE, body);
    }

    static Reject refused(String body) {
        return refused(body.getBytes(StandardCharsets.UTF_8));
    }

    static Reject refusal(CallReading reading) {
        assertThat(reading).isInstanceOf(CallReading.Refused.class);
        return ((CallReading.Refused) reading).reject();
    }

}
