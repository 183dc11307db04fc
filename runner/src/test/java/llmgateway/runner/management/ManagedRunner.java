package llmgateway.runner.management;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.money.Money;
import llmgateway.runner.RunnerApplication;
import llmgateway.runner.ingest.KnownCall;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A whole runner on free ports, with a small ledger. */
final class ManagedRunner implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private final HttpClient client = HttpClient.newHttpClient();

    ManagedRunner(Path directory, String... arguments) {
        SpringApplication application = new SpringApplication(RunnerApplication.class);
        application.addInitializers((created) -> {
            GenericApplicationContext beans = (GenericApplicationContext) created;
            beans.registerBean(UsageBook.class, SmallLedger::new);
            beans.registerBean(Settlements.class, KnownCall::new);
        });
        this.context = application.run(
                Stream
                    .concat(Stream.of("--server.port=0", "--llm.relay.enabled=false", "--llm.ingest.listen=127.0.0.1:0",
                            "--llm.socket.path=" + directory.resolve("a6")), Stream.of(arguments))
                    .toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return this.context.getBean(name, type);
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + pathAndQuery));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String pathAndQuery, String json)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
            .header("Content-Type", "application/json")
            .method(method,
                    json.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json))
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int port() {
        return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        this.client.close();
        this.context.close();
    }

    /** Away on the first day of 2020. */
    private static final class SmallLedger implements UsageBook {

        private static final Instant AWAY = Instant.parse("2020-01-01T00:00:00Z");

        @Override
        public UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
            return from.equals(AWAY) ? new UsageResult.Away<>()
                    : new UsageResult.Read<>(
                            List.of(new UsageRow(from, new UsageKey("alice", "research", "gpt-4o", "openai", "llm", ""),
                                    new UsageSums(3, Money.parse("0.25"), 30, 0, 12, 0, 1, 0))));
        }

        @Override
        public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
            if (from.equals(AWAY)) {
                return new UsageResult.Away<>();
            }
            record.accept(new LedgerRecord("1-0", from, new Ticket("t"), "settled", Money.parse("0.25"), Money.ZERO,
                    new LedgerEntry(Map.of("consumer", "alice", "user", "zo\u00eb"))));
            return new UsageResult.Read<>(1L);
        }

        @Override
        public UsageResult<LedgerSpan> span() {
            return new UsageResult.Read<>(
                    new LedgerSpan(Optional.of(Instant.parse("2026-09-01T00:00:00Z")), Optional.empty()));
        }

    }

}
