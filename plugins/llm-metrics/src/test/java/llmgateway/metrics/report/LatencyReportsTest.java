package llmgateway.metrics.report;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.money.Money;
import llmgateway.metrics.report.Reports.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LatencyReportsTest {

    private static final Instant NOW = Instant.parse("2026-10-02T10:30:00Z");

    private final List<LedgerRecord> ledger = new ArrayList<>();

    private final BookOfEntries book = new BookOfEntries(this.ledger);

    private final Reports reports = new Reports(this.book, () -> NOW);

    @Test
    void tellsPercentilesOfEachModelByNearestRank() throws Exception {
        for (int i = 1; i <= 20; i++) {
            call(Duration.ofMinutes(20), "openai", "gpt-4o", "duration_ms", String.valueOf(i * 100), "first_token_ms",
                    String.valueOf(i));
        }
        call(Duration.ofMinutes(20), "anthropic", "claude", "duration_ms", "70");

        assertThat(latency()).isEqualTo("""
                {"from":"2026-10-02T09:30:00Z","to":"2026-10-02T10:30:00Z","calls":21,"errors":0,"rows":[\
                {"provider":"openai","model":"gpt-4o","calls":20,"errors":0,"duration_ms_p50":1000,\
                "duration_ms_p95":1900,"first_token_ms_p50":10,"first_token_ms_p95":19},\
                {"provider":"anthropic","model":"claude","calls":1,"errors":0,"duration_ms_p50":70,\
                "duration_ms_p95":70}]}""");
    }

    @Test
    void errorsCountAsSuchAndInNoPercentile() throws Exception {
        call(Duration.ofMinutes(1), "openai", "gpt-4o", "duration_ms", "900", "status", "200", "outcome", "answered");
        call(Duration.ofMinutes(1), "openai", "gpt-4o", "duration_ms", "2", "status", "500", "outcome", "answered");
        call(Duration.ofMinutes(1), "openai", "gpt-4o", "duration_ms", "3", "outcome", "timed_out");
        call(Duration.ofMinutes(1), "openai", "gpt-4o");

        assertThat(latency()).contains("\"calls\":4,\"errors\":2,\"duration_ms_p50\":900,\"duration_ms_p95\":900}");
    }

    @Test
    void aLostHedgeSaysNothingOfItsTarget() throws Exception {
        call(Duration.ofMinutes(1), "openai", "gpt-4o", "duration_ms", "900", "status", "200", "outcome", "answered");
        call(Duration.ofMinutes(1), "openai", "gpt-4o", "duration_ms", "2", "outcome", "hedge_lost");

        assertThat(latency()).contains("\"calls\":1,\"errors\":0,\"duration_ms_p50\":900,\"duration_ms_p95\":900}");
    }

    @Test
    void aBusyLedgerIsNotReadFurtherThanNeeded() throws Exception {
        call(Duration.ofMinutes(30), "openai", "old");
        for (int i = 0; i < 5000; i++) {
            call(Duration.ofMinutes(3), "openai", "gpt-4o", "duration_ms", "5");
        }

        assertThat(latency()).startsWith("{\"from\":\"2026-10-02T10:25:00Z\",")
            .contains("\"calls\":5000")
            .doesNotContain("old");
    }

    @Test
    void entriesAtTheEdgeOfAStepCountOnce() throws Exception {
        for (int minutes : new int[] { 1, 5, 15, 60 }) {
            call(Duration.ofMinutes(minutes), "openai", "gpt-4o");
        }

        assertThat(latency()).contains("\"calls\":4,");
    }

    @Test
    void I1_saysSoWhereTheStoreIsAway() throws Exception {
        this.book.away = true;

        assertThat(this.reports.latency(Map.of())).isEqualTo(new Answer.Away());
    }

    @Test
    void P16_takesNoParameter() {
        assertThatExceptionOfType(UnusableParameter.class)
            .isThrownBy(() -> this.reports.latency(Map.of("from", List.of("2026-10-01"))))
            .withMessage("'from' is unknown; there are none");
    }

    private void call(Duration ago, String provider, String model, String... fields) {
        Map<String, String> entry = new HashMap<>(Map.of("provider", provider, "model", model));
        for (int i = 0; i < fields.length; i += 2) {
            entry.put(fields[i], fields[i + 1]);
        }
        this.ledger.add(new LedgerRecord(String.valueOf(this.ledger.size()), NOW.minus(ago), new Ticket("t"), "settled",
                Money.ZERO, Money.ZERO, new LedgerEntry(entry)));
    }

    private String latency() throws Exception {
        StringWriter text = new StringWriter();
        ((Answer.Ready) this.reports.latency(Map.of())).body().write(text);
        return text.toString();
    }

}
