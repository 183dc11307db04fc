package llmgateway.budget.account.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.codec.StringCodec;

import llmgateway.budget.account.Organisation;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.money.Money;

/** The ledger's stream, read in order, page by page. */
final class LedgerStream {

    private final RStream<String, String> stream;

    private LedgerStream(RStream<String, String> stream) {
        this.stream = stream;
    }

    static LedgerStream of(RedissonClient client, Organisation organisation) {
        return new LedgerStream(client.getStream("llm:{" + organisation.id() + "}:ledger", StringCodec.INSTANCE));
    }

    /** Entries from one id to another, both included, but no more than so many. */
    List<LedgerRecord> page(int most, StreamMessageId first, StreamMessageId last) {
        return this.stream.range(most, first, last)
            .entrySet()
            .stream()
            .map((entry) -> record(entry.getKey(), entry.getValue()))
            .toList();
    }

    Optional<Instant> oldest() {
        return this.stream.range(1, StreamMessageId.MIN, StreamMessageId.MAX)
            .keySet()
            .stream()
            .findFirst()
            .map((id) -> Instant.ofEpochMilli(id.getId0()));
    }

    private static LedgerRecord record(StreamMessageId id, Map<String, String> fields) {
        Map<String, String> callers = new HashMap<>(fields);
        callers.keySet().removeAll(LedgerEntry.RESERVED_FIELDS);
        return new LedgerRecord(id.toString(), Instant.ofEpochMilli(id.getId0()), new Ticket(field(fields, "ticket")),
                field(fields, "reason"), money(field(fields, "charge")), money(field(fields, "held")),
                new LedgerEntry(callers));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static Money money(String nanos) {
        return new Money(Long.parseLong(nanos));
    }

}
