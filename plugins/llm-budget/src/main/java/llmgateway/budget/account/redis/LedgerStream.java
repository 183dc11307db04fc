package llmgateway.budget.account.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.redisson.api.RStream;
import org.redisson.api.stream.StreamMessageId;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.money.Money;

/** Reads the ledger's stream in order, page by page. Used by one thread. */
final class LedgerStream {

    private static final int PAGE = 1000;

    private final RStream<String, String> stream;

    private final StreamMessageId last;

    private StreamMessageId next;

    private boolean atEnd;

    /**
     * @param lastMillis time of the last entries
     */
    LedgerStream(RStream<String, String> stream, long firstMillis, long lastMillis) {
        this.stream = stream;
        this.next = new StreamMessageId(firstMillis);
        this.last = new StreamMessageId(lastMillis, Long.MAX_VALUE);
    }

    boolean atEnd() {
        return this.atEnd;
    }

    /** Failing, it may be asked again. */
    List<LedgerRecord> nextPage() {
        Map<StreamMessageId, Map<String, String>> page = this.stream.range(PAGE, this.next, this.last);
        this.atEnd = page.size() < PAGE;
        page.keySet().forEach((id) -> this.next = new StreamMessageId(id.getId0(), id.getId1() + 1));
        return page.entrySet().stream().map((entry) -> record(entry.getKey(), entry.getValue())).toList();
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
