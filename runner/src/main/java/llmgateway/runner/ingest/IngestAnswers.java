package llmgateway.runner.ingest;

import java.nio.charset.StandardCharsets;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Headers;

/** What a post of log entries is answered with; APISIX repeats it from status 400 on. */
final class IngestAnswers {

    private static final Headers JSON = Headers.NONE.with("content-type", "application/json");

    private IngestAnswers() {
    }

    static DirectResponse done(int accepted, int skipped) {
        return answer(200, JSON, "{\"accepted\":" + accepted + ",\"skipped\":" + skipped + "}");
    }

    static DirectResponse unavailable(String message) {
        return answer(503, JSON.with("Retry-After", "1"), body("unavailable", message));
    }

    static DirectResponse notAllowed() {
        return answer(405, JSON.with("Allow", "POST"), body("method_not_allowed", "Log entries are posted."));
    }

    /** The rest of the post is not read, so that the connection has to end. */
    static DirectResponse tooLarge(String message) {
        return answer(413, JSON.with("Connection", "close"), body("request_too_large", message));
    }

    static DirectResponse error(int status, String code, String message) {
        return answer(status, JSON, body(code, message));
    }

    /** Messages are our own and need no escaping. */
    private static String body(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }

    private static DirectResponse answer(int status, Headers headers, String body) {
        return new DirectResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

}
