package llmgateway.budget.account.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import llmgateway.budget.account.Organisation;
import llmgateway.budget.archive.EntryId;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisFailure;
import llmgateway.budget.redis.RedisFailures;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageResult.Away;
import llmgateway.core.ledger.UsageResult.Read;
import llmgateway.core.ledger.UsageRow;

/**
 * What the scripts of {@link RedisAccounts} have counted. Reads page by page, so that no
 * report keeps Redis from holding and settling, and no answer outlasts the time limit of
 * the connection.
 */
public final class RedisUsageBook implements UsageBook {

    private static final Logger logger = LoggerFactory.getLogger(RedisUsageBook.class);

    private static final int PAGE = 1000;

    /** How far this node's clock may be from Redis' before a period is missed. */
    private static final Duration CLOCK_ERROR = Duration.ofDays(1);

    private static final Instant NO_LATER = Instant.parse("9999-12-31T00:00:00Z");

    private final RedisConnection connection;

    private final Organisation organisation;

    private final String prefix;

    private final UsageRetention kept;

    private final InstantSource clock = InstantSource.system();

    /**
     * @param connection stays the caller's to close
     * @param kept as the accounts have it; nothing older is looked for
     */
    public RedisUsageBook(RedisConnection connection, Organisation organisation, UsageRetention kept) {
        this.connection = connection;
        this.organisation = organisation;
        this.prefix = "llm:{" + organisation.id() + "}:";
        this.kept = kept;
    }

    @Override
    public UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            return new Away<>();
        }
        return read(() -> rows(client.get(), UsageHash.of(granularity), later(from, oldest(granularity)),
                earlier(to, this.clock.instant().plus(CLOCK_ERROR))));
    }

    @Override
    public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            return new Away<>();
        }
        LedgerStream ledger = LedgerStream.of(client.get(), this.organisation);
        StreamMessageId first = new StreamMessageId(later(from, Instant.EPOCH).toEpochMilli());
        StreamMessageId last = new StreamMessageId(earlier(to, NO_LATER).toEpochMilli(), Long.MAX_VALUE);
        long count = 0;
        for (boolean more = true; more;) {
            StreamMessageId next = first;
            if (!(read(() -> ledger.page(PAGE, next,
                    last)) instanceof Read<List<LedgerRecord>>(List<LedgerRecord> page))) {
                return new Away<>();
            }
            more = page.size() == PAGE;
            if (more) {
                EntryId read = EntryId.parse(page.getLast().id());
                first = new StreamMessageId(read.millis(), read.sequence() + 1);
            }
            for (LedgerRecord found : page) {
                if (!found.at().isBefore(from) && found.at().isBefore(to)) {
                    record.accept(found);
                    count++;
                }
            }
        }
        return new Read<>(count);
    }

    @Override
    public UsageResult<LedgerSpan> span() {
        return this.connection.client().map((client) -> read(() -> span(client))).orElseGet(Away::new);
    }

    private LedgerSpan span(RedissonClient client) {
        Optional<EntryId> archivedTo = Optional
            .ofNullable(client.<String>getBucket(this.prefix + "ledger:archived", StringCodec.INSTANCE).get())
            .map(EntryId::parse)
            .filter((last) -> !last.equals(EntryId.NONE));
        return new LedgerSpan(LedgerStream.of(client, this.organisation).oldest(),
                archivedTo.map((last) -> Instant.ofEpochMilli(last.millis())));
    }

    private List<UsageRow> rows(RedissonClient client, UsageHash hash, Instant from, Instant to) {
        List<UsageRow> rows = new ArrayList<>();
        for (Instant period = hash.periodOf(from); period.isBefore(to); period = hash.next(period)) {
            RMap<String, String> stored = client.getMap(this.prefix + hash.key(period), StringCodec.INSTANCE);
            Map<String, String> fields = new HashMap<>();
            stored.entrySet(PAGE).forEach((field) -> fields.put(field.getKey(), field.getValue()));
            rows.addAll(hash.rows(period, fields));
        }
        return rows;
    }

    private Instant oldest(Granularity granularity) {
        Duration age = (granularity == Granularity.HOUR) ? this.kept.hours() : this.kept.days();
        return this.clock.instant().minus(age).minus(CLOCK_ERROR);
    }

    private static <T> UsageResult<T> read(Supplier<T> request) {
        try {
            return new Read<>(request.get());
        }
        catch (RedisException ex) {
            RedisFailure failure = RedisFailures.of(ex);
            logger.warn("usage cannot be read ({}) {}", failure.reason(), failure.detail());
            return new Away<>();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

}
