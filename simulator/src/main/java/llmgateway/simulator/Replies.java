package llmgateway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.RequestBody;
import llmgateway.simulator.api.SignedRequest;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.fault.Faults;
import llmgateway.simulator.generation.UsageOverride;
import llmgateway.simulator.wire.Answer;
import org.eclipse.jetty.http.HttpFields;

/** Decides what a request is answered with. Thread-safe. */
final class Replies {

    private static final String FAULT_HEADER = "x-sim-fault";

    private static final String USAGE_HEADER = "x-sim-usage";

    private static final String ECHO_HEADER = "x-sim-echo";

    private final SimulatorConfig config;

    private final Routes routes;

    private final Faults usualFaults;

    private final RequestBody.Reader bodies = new RequestBody.Reader();

    private final Echo echo = new Echo();

    Replies(SimulatorConfig config) {
        this.config = config;
        this.routes = new Routes(config.models());
        this.usualFaults = config.faults().isEmpty() ? Faults.NONE : Faults.parse(config.faults());
    }

    Reply to(ReceivedRequest received, HttpFields headers) {
        Route route = this.routes.find(received, headers);
        long seed = seed(received.body());
        Map<String, String> answerHeaders = new HashMap<>();
        answerHeaders.put(route.dialect().requestIdHeader(), "req_%016x".formatted(seed));
        Faults faults = this.usualFaults;
        try {
            faults = faults.and(parsed(headers, FAULT_HEADER, Faults::parse).orElse(Faults.NONE));
            if (headers.contains(ECHO_HEADER)) {
                return new Reply(this.echo.of(received), answerHeaders, faults);
            }
            RequestBody body = this.bodies.read(headers, received.body());
            faults = faults.and(faultsOfModel(route.pathParameter().or(body::model)));
            UsageOverride usage = parsed(headers, USAGE_HEADER, UsageOverride::parse).orElse(UsageOverride.NONE);
            retryAfter(faults).ifPresent((seconds) -> answerHeaders.put("retry-after", seconds));
            Answer answer = answer(route, received,
                    new ApiRequest(headers, body, route.pathParameter(), faults, usage, seed));
            return new Reply(answer, answerHeaders, faults);
        }
        catch (ApiException ex) {
            answerHeaders.putAll(route.dialect().errorHeaders(ex));
            return new Reply(new Answer.Json(ex.status(), route.dialect().error(ex)), answerHeaders, faults);
        }
    }

    private Answer answer(Route route, ReceivedRequest received, ApiRequest request) throws ApiException {
        Faults faults = request.faults();
        if (faults.has(Fault.STATUS)) {
            throw ApiException.ofStatus((int) faults.value(Fault.STATUS).orElseThrow());
        }
        if (faults.has(Fault.HTML_200)) {
            return new Answer.Bytes(200, "text/html; charset=utf-8",
                    "<html><body>The simulator is being repaired.</body></html>".getBytes(StandardCharsets.UTF_8));
        }
        authenticate(route.dialect(), new SignedRequest(received.method(), received.path(), received.query(),
                request.headers(), received.body()), faults);
        Optional<String> model = request.pathParameter().or(request.body()::model);
        if (model.isPresent() && !knows(model.get())) {
            throw ApiException.unknownModel(model.get());
        }
        return route.endpoint().answer(request);
    }

    private void authenticate(Dialect dialect, SignedRequest request, Faults faults) throws ApiException {
        Optional<String> key = dialect.key(request.headers());
        if (key.isEmpty()) {
            throw dialect.missingKey();
        }
        if (!this.config.keys().contains(key.get())) {
            throw dialect.wrongKey(key.get());
        }
        Optional<ApiException> problem = Optional.ofNullable(this.config.signingSecrets().get(key.get()))
            .flatMap((secret) -> dialect.signatureProblem(request, secret, this.config.clock().instant()));
        if (problem.isPresent()) {
            throw problem.get();
        }
        if (faults.has(Fault.KEY_IN_ERROR)) {
            throw ApiException.malformed("The key " + key.get() + " may not do this.");
        }
    }

    private boolean knows(String model) {
        return this.config.models().isEmpty() || this.config.models().contains(model)
                || model.startsWith(Faults.MODEL_PREFIX);
    }

    private static Faults faultsOfModel(Optional<String> model) throws ApiException {
        try {
            return model.map(Faults::ofModel).orElse(Faults.NONE);
        }
        catch (IllegalArgumentException ex) {
            throw ApiException.malformed(String.valueOf(ex.getMessage()));
        }
    }

    private static <T> Optional<T> parsed(HttpFields headers, String name, Function<String, T> parser)
            throws ApiException {
        try {
            return Optional.ofNullable(headers.get(name)).map(parser);
        }
        catch (IllegalArgumentException ex) {
            throw ApiException.malformed(String.valueOf(ex.getMessage()));
        }
    }

    private static Optional<String> retryAfter(Faults faults) {
        if (faults.has(Fault.RETRY_AFTER)) {
            return Optional.of(String.valueOf(faults.value(Fault.RETRY_AFTER).orElseThrow()));
        }
        boolean rateLimited = faults.value(Fault.STATUS).orElse(0) == 429;
        return rateLimited ? Optional.of("1") : Optional.empty();
    }

    private static long seed(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

}
