package llmgateway.budget.warning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import llmgateway.core.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Posts each warning as JSON to an address of the operator's, one after the other, a few
 * times if it does not answer with 2xx. Thread-safe.
 */
public final class WarningWebhook implements WarningListener, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(WarningWebhook.class);

    private static final int MOST_WAITING = 1000;

    private static final int ATTEMPTS = 5;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final URI address;

    private final Optional<Secret> authorization;

    private final Duration pause;

    private final JsonFactory json = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder()
        .connectTimeout(TIME_LIMIT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();

    private final BlockingQueue<BudgetWarning> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private final Thread posting;

    /**
     * @param authorization sent as the header of that name
     * @param pause before the second attempt; doubled before each further one
     */
    public WarningWebhook(URI address, Optional<Secret> authorization, Duration pause) {
        this.address = address;
        this.authorization = authorization;
        this.pause = pause;
        this.posting = Thread.ofVirtual().name("llm-budget-webhook").start(this::post);
    }

    @Override
    public void warned(BudgetWarning warning) {
        if (!this.waiting.offer(warning)) {
            logger.warn("too many budget warnings wait for the webhook; one of '{}' is not posted", warning.limit());
        }
    }

    private void post() {
        try {
            while (true) {
                post(this.waiting.take());
            }
        }
        catch (InterruptedException ex) {
            // closed
        }
    }

    private void post(BudgetWarning warning) throws InterruptedException {
        byte[] body = body(warning);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (arrives(body)) {
                return;
            }
            if (attempt < ATTEMPTS) {
                Thread.sleep(this.pause.multipliedBy(1L << (attempt - 1)));
            }
        }
        logger.warn("the budget warning of '{}' at {} % could not be posted", warning.limit(), warning.percent());
    }

    private boolean arrives(byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(this.address)
            .timeout(TIME_LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        this.authorization.ifPresent((secret) -> request.header("Authorization", secret.value()));
        try {
            int status = this.client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private byte[] body(BudgetWarning warning) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeStringProperty("event", "budget_warning");
            out.writeStringProperty("limit", warning.limit());
            out.writeStringProperty("account", warning.account().value());
            out.writeNumberProperty("percent", warning.percent());
            out.writeStringProperty("used_usd", warning.used().toString());
            out.writeStringProperty("cap_usd", warning.cap().toString());
            out.writeBooleanProperty("soft", warning.soft());
            warning.resetsAt().ifPresent((reset) -> out.writeStringProperty("resets_at", reset.toString()));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        this.posting.interrupt();
        this.client.shutdownNow();
    }

}
