package llmgateway.e2e.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import llmgateway.e2e.gateway.wire.GatewayMessages;
import llmgateway.e2e.gateway.wire.GatewayMessages.HttpReqCall;
import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;

/**
 * Asks the runner as {@code init.lua} does: pooled connections, tokens cached by the key
 * of the configuration, three tries when a token is lost, and 503 for everything else
 * that fails. Thread-safe.
 */
public final class RunnerClient implements Closeable {

    /** {@code ngx.req.get_headers()} without an argument. */
    private static final int HEADERS_HANDED_OVER = 100;

    private static final int TRIES = 3;

    private static final int ID_BOUND = 1 << 22;

    private final ConnectionPool connections;

    private final Map<String, Long> tokens = new ConcurrentHashMap<>();

    private final ReentrantLock preparing = new ReentrantLock();

    private final AtomicLong ids = new AtomicLong();

    private final AtomicInteger prepareConfs = new AtomicInteger();

    private final AtomicInteger tokenFlushes = new AtomicInteger();

    private final int headersHandedOver;

    public RunnerClient(Path socket) {
        this(socket, HEADERS_HANDED_OVER);
    }

    /**
     * @param headersHandedOver of a request's headers, the runner is told the first so
     * many
     */
    public RunnerClient(Path socket, int headersHandedOver) {
        this.connections = new ConnectionPool(socket, RunnerConnection.READ_TIMEOUT);
        this.headersHandedOver = headersHandedOver;
    }

    /**
     * Runs {@code ext-plugin-post-req} for one request.
     * @param confKey what APISIX calls the unique key of a configuration
     */
    public PluginAnswer call(String confKey, PluginConf conf, CallFacts facts) {
        String problem = "no try was made";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                return new PluginAnswer.Verdict(attempt(confKey, conf, facts));
            }
            catch (TokenNotFoundException ex) {
                this.tokens.clear();
                this.tokenFlushes.incrementAndGet();
                problem = "conf token not found";
            }
            catch (IOException ex) {
                return new PluginAnswer.Unavailable(String.valueOf(ex.getMessage()));
            }
        }
        return new PluginAnswer.Unavailable(problem);
    }

    /** How many PrepareConf were sent. */
    public int prepareConfs() {
        return this.prepareConfs.get();
    }

    /** How often all tokens were thrown away because one was unknown to the runner. */
    public int tokenFlushes() {
        return this.tokenFlushes.get();
    }

    /**
     * What the runner did that no runner may: for instance spoke on a connection when
     * nothing had been asked.
     */
    public List<String> violations() {
        return this.connections.violations();
    }

    @Override
    public void close() {
        this.connections.close();
    }

    private RunnerMessage.Verdict attempt(String confKey, PluginConf conf, CallFacts facts) throws IOException {
        // As there: the call's own connection is taken first, PrepareConf goes over
        // another.
        try (ConnectionPool.Lease lease = this.connections.lease()) {
            long token = token(confKey, conf);
            long id = this.ids.getAndIncrement() % ID_BOUND;
            List<Entry> handedOver = facts.headers()
                .subList(0, Math.min(facts.headers().size(), this.headersHandedOver));
            lease.connection()
                .send(GatewayMessages.httpReqCall(new HttpReqCall(id, facts.sourceIp(), facts.method(), facts.path(),
                        facts.args(), handedOver, token)));
            RunnerMessage.Verdict verdict = verdict(lease.connection(), facts);
            if (verdict.id() != id) {
                this.connections.violation("call " + id + " was answered as call " + verdict.id());
            }
            lease.done();
            return verdict;
        }
    }

    private RunnerMessage.Verdict verdict(RunnerConnection connection, CallFacts facts) throws IOException {
        while (true) {
            switch (connection.receiveMessage()) {
                case RunnerMessage.Verdict verdict -> {
                    return verdict;
                }
                case RunnerMessage.AskVariable ask ->
                    answer(connection, GatewayMessages.utf8(Optional.ofNullable(facts.variables().get(ask.name()))));
                case RunnerMessage.AskRequestBody _ignored ->
                    answer(connection, Optional.of(facts.body()).filter((body) -> body.length > 0));
                case RunnerMessage.AskResponseBody _ignored -> answer(connection, Optional.empty());
                case RunnerMessage.Failed failed -> throw failure(failed);
                case RunnerMessage.Prepared _ignored -> throw new IOException("unexpected type 1");
                case RunnerMessage.ResponseChange _ignored -> throw new IOException("unexpected type 4");
            }
        }
    }

    private long token(String confKey, PluginConf conf) throws IOException {
        Long cached = this.tokens.get(confKey);
        if (cached != null) {
            return cached;
        }
        this.preparing.lock();
        try {
            Long stored = this.tokens.get(confKey);
            if (stored != null) {
                return stored;
            }
            long token = prepareConf(confKey, conf);
            this.tokens.put(confKey, token);
            return token;
        }
        finally {
            this.preparing.unlock();
        }
    }

    private long prepareConf(String confKey, PluginConf conf) throws IOException {
        List<Entry> entries = conf.plugins()
            .stream()
            .map((plugin) -> new Entry(plugin.name(), Optional.of(plugin.value())))
            .toList();
        try (ConnectionPool.Lease lease = this.connections.lease()) {
            this.prepareConfs.incrementAndGet();
            lease.connection().send(GatewayMessages.prepareConf(confKey, entries));
            long token = switch (lease.connection().receiveMessage()) {
                case RunnerMessage.Prepared prepared -> prepared.token();
                case RunnerMessage.Failed failed -> throw failure(failed);
                default -> throw new IOException("failed to receive RPC_PREPARE_CONF: unexpected type");
            };
            lease.done();
            return token;
        }
    }

    private static void answer(RunnerConnection connection, Optional<byte[]> result) throws IOException {
        connection.send(GatewayMessages.extraInfo(result));
    }

    private static IOException failure(RunnerMessage.Failed failed) {
        return switch (failed.code()) {
            case llmgateway.runner.a6.wire.Err.Code.CONF_TOKEN_NOT_FOUND -> new TokenNotFoundException();
            case llmgateway.runner.a6.wire.Err.Code.BAD_REQUEST -> new IOException("bad request");
            default -> new IOException("service unavailable");
        };
    }

    private static final class TokenNotFoundException extends IOException {

        private static final long serialVersionUID = 1L;

    }

}
