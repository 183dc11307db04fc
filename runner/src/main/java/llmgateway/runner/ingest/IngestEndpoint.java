package llmgateway.runner.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import llmgateway.core.http.DirectResponse;
import llmgateway.metrics.ingest.IngestResult;
import llmgateway.metrics.ingest.LogIngest;
import llmgateway.metrics.ingest.PostRefusal;
import llmgateway.runner.http.HttpResponse;
import llmgateway.runner.http.HttpService;
import llmgateway.runner.key.BearerKeys;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Takes what APISIX's {@code http-logger} posts to {@code /ingest}. Thread-safe. */
final class IngestEndpoint implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(IngestEndpoint.class);

    private static final String PATH = "/ingest";

    /**
     * What the plugin sends with {@code concat_method} {@code json} and {@code new_line}.
     */
    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "text/plain");

    private final LogIngest ingest;

    private final Optional<BearerKeys> keys;

    private final PostsInFlight inFlight;

    private final long maxBody;

    private final Consumer<PostRefusal> refusals;

    /**
     * @param keys empty to let in whoever comes
     * @param refusals told of every post that is not taken
     */
    IngestEndpoint(LogIngest ingest, Optional<BearerKeys> keys, PostsInFlight inFlight, long maxBody,
            Consumer<PostRefusal> refusals) {
        this.ingest = ingest;
        this.keys = keys;
        this.inFlight = inFlight;
        this.maxBody = maxBody;
        this.refusals = refusals;
    }

    @Override
    public void answer(Request request, HttpResponse response) throws IOException {
        Optional<DirectResponse> refusal = refusal(request);
        response.send(refusal.isPresent() ? refusal.get() : take(request));
    }

    private Optional<DirectResponse> refusal(Request request) {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return refused(PostRefusal.MISDIRECTED,
                    IngestAnswers.error(404, "not_found", "Log entries are posted to " + PATH + "."));
        }
        if (!request.getMethod().equals("POST")) {
            return refused(PostRefusal.MISDIRECTED, IngestAnswers.notAllowed());
        }
        if (this.keys.isPresent()
                && !this.keys.get().admit(request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION))) {
            LOG.warn("a post of log entries from {} brought no valid key", Request.getRemoteAddr(request));
            return refused(PostRefusal.UNAUTHORIZED, IngestAnswers.error(401, "unauthorized",
                    "Set the plugin's auth_header to 'Bearer <key>', with the key that llm.ingest.key names."));
        }
        if (!isText(request)) {
            return refused(PostRefusal.UNSUPPORTED, IngestAnswers.error(415, "unsupported_media_type",
                    "Log entries are posted as application/json or text/plain, not compressed."));
        }
        return (request.getLength() > this.maxBody) ? Optional.of(tooLarge()) : Optional.empty();
    }

    private Optional<DirectResponse> refused(PostRefusal why, DirectResponse answer) {
        this.refusals.accept(why);
        return Optional.of(answer);
    }

    private static boolean isText(Request request) {
        String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
        return !request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)
                && MEDIA_TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private DirectResponse tooLarge() {
        this.refusals.accept(PostRefusal.TOO_LARGE);
        LOG.warn("a post of log entries was larger than llm.ingest.max-body; lower the plugin's max_resp_body_bytes");
        return IngestAnswers.tooLarge("The post is larger than " + this.maxBody + " bytes.");
    }

    private DirectResponse storeAway() {
        this.refusals.accept(PostRefusal.STORE_AWAY);
        return IngestAnswers.unavailable("The store of accounts cannot be asked.");
    }

    private DirectResponse take(Request request) throws IOException {
        long length = (request.getLength() < 0) ? this.maxBody : request.getLength();
        if (!this.inFlight.enter(length)) {
            this.refusals.accept(PostRefusal.BUSY);
            return IngestAnswers.unavailable("The gateway is handling as many log entries as it may.");
        }
        try (InputStream body = new LimitedInput(Content.Source.asInputStream(request), this.maxBody)) {
            return switch (this.ingest.ingest(body)) {
                case IngestResult.Done(int accepted, int skipped) -> IngestAnswers.done(accepted, skipped);
                case IngestResult.StoreAway() -> storeAway();
            };
        }
        catch (JacksonException ex) {
            if (ex.getCause() instanceof LimitedInput.TooLong) {
                return tooLarge();
            }
            throw (ex.getCause() instanceof IOException gone) ? gone : new IOException(ex);
        }
        finally {
            this.inFlight.leave(length);
        }
    }

}
