package llmgateway.metrics.report;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.call.Ticket;
import llmgateway.core.http.Header;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.money.Money;
import llmgateway.metrics.report.Reports.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReportsTest {

    private static final Instant NOW = Instant.parse("2026-10-02T10:30:00Z");

    private final BookOfRows book = new BookOfRows(
            List.of(row("2026-10-01T08:00:00Z", "alice", "gpt-4o", "0.5", 2),
                    row("2026-10-01T09:00:00Z", "bob", "gpt-4o-mini", "0.000000001", 1),
                    row("2026-10-02T08:00:00Z", "alice", "claude-opus-4", "1.25", 4)),
            List.of(entry("1-0", "alice", "=HYPERLINK(\"x\")"), entry("2-0", "bob", "plain, \"quoted\"")));

    private final Reports reports = new Reports(this.book, () -> NOW);

    @Test
    void sumsAllUpWhereNothingIsToldApart() throws Exception {
        assertThat(usage("from=2026-10-01", "to=2026-10-03")).isEqualTo("""
                {"from":"2026-10-01T00:00:00Z","to":"2026-10-03T00:00:00Z","granularity":"day","group_by":[],\
                "rows":[{"calls":7,"cost_usd":"1.750000001","input_tokens":70,"cached_input_tokens":14,\
                "output_tokens":35,"reasoning_tokens":7,"errors":7,"estimated":7}],\
                "total":{"calls":7,"cost_usd":"1.750000001","input_tokens":70,"cached_input_tokens":14,\
                "output_tokens":35,"reasoning_tokens":7,"errors":7,"estimated":7}}""");
    }

    @Test
    void tellsApartWhatItIsAskedToInThatOrder() throws Exception {
        assertThat(usage("group_by=day,consumer", "format=csv")).isEqualTo("""
                day,consumer,calls,cost_usd,input_tokens,cached_input_tokens,output_tokens,reasoning_tokens,errors,\
                estimated\r
                2026-10-01,alice,2,0.5,20,4,10,2,2,2\r
                2026-10-01,bob,1,0.000000001,10,2,5,1,1,1\r
                2026-10-02,alice,4,1.25,40,8,20,4,4,4\r
                """);
        assertThat(usage("group_by=group,provider,route"))
            .contains("\"rows\":[{\"group\":\"research\",\"provider\":\"openai\",\"route\":\"llm\",\"calls\":7,");
    }

    @Test
    void countsOnlyWhatAFilterMatches() throws Exception {
        assertThat(usage("model=gpt-4o*")).contains("\"total\":{\"calls\":3,");
        assertThat(usage("model=gpt-4o")).contains("\"total\":{\"calls\":2,");
        assertThat(usage("consumer=nobody")).contains("\"rows\":[],\"total\":{\"calls\":0,\"cost_usd\":\"0\"");
    }

    @Test
    void asksForTheSumsThatTheQuestionNeeds() throws Exception {
        usage();
        usage("group_by=hour");
        usage("granularity=hour", "from=2026-10-02T08:15Z", "to=2026-10-02T09:00:01+00:00");
        usage("group_by=tag,consumer,day");
        usage("tag=blue*", "from=2026-10-01");

        assertThat(this.book.asked).containsExactly("DAY 2026-09-03T00:00:00Z 2026-10-03T00:00:00Z",
                "HOUR 2026-10-01T11:00:00Z 2026-10-02T11:00:00Z", "HOUR 2026-10-02T08:00:00Z 2026-10-02T10:00:00Z",
                "TAG 2026-09-03T00:00:00Z 2026-10-03T00:00:00Z", "TAG 2026-10-01T00:00:00Z 2026-10-03T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            from=yesterday;                                from
            from=2026-13-01;                               from
            from=2026-10-02&to=2026-10-01;                 from
            from=2020-01-01;                               from
            granularity=hour&from=2026-01-01;              from
            to=2026-10-01T25:00Z;                          to
            group_by=colour;                               group_by
            group_by=day,day;                              group_by
            group_by=model,;                               group_by
            granularity=minute;                            granularity
            granularity=day&group_by=hour;                 granularity
            granularity=hour&group_by=tag;                 granularity
            group_by=tag,model;                            group_by
            tag=a&model=b;                                 model
            format=xml;                                    format
            groupby=model;                                 groupby
            model=a&model=b;                               model
            """)
    void P16_namesTheParameterThatCannotBeHonoured(String query, String parameter) {
        assertThatExceptionOfType(UnusableParameter.class).isThrownBy(() -> usage(query.split("&")))
            .satisfies((ex) -> assertThat(ex.parameter()).isEqualTo(parameter))
            .withMessageStartingWith("'" + parameter + "' ");
    }

    @Test
    void handsTheLedgerOverLineByLine() throws Exception {
        String[] lines = ledger().split("\n");

        assertThat(lines).hasSize(2);
        assertThat(lines[0]).isEqualTo("""
                {"id":"1-0","at":"2026-10-01T08:00:00Z","ticket":"t","reason":"settled","charge_usd":"0.5",\
                "held_usd":"1","consumer":"alice","user":"=HYPERLINK(\\"x\\")"}""");
        assertThat(this.book.asked).containsExactly("2026-10-01T10:30:00Z 2026-10-02T10:30:00Z");
        assertThat(ledger("consumer=bob").split("\n")).hasSize(1);
    }

    @Test
    void aSpreadsheetTakesNothingOfTheLedgerForAFormula() throws Exception {
        String[] lines = ledger("format=csv").split("\r\n");

        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("id,at,ticket,reason,charge_usd,held_usd,call_id,").endsWith(",trace_state");
        assertThat(lines[1]).contains(",\"'=HYPERLINK(\"\"x\"\")\",");
        assertThat(lines[2]).contains(",\"plain, \"\"quoted\"\"\",");
    }

    @Test
    void I1_saysWhereTheStoreIsAway() throws Exception {
        this.book.away = true;

        assertThat(this.reports.usage(Map.of())).isEqualTo(new Answer.Away());
        assertThat(this.reports.ledger(Map.of())).isEqualTo(new Answer.Away());
    }

    @Test
    void I1_aStoreThatGoesAwayInTheMidstOfTheLedgerIsNotTakenForItsEnd() throws Exception {
        Answer begun = this.reports.ledger(Map.of());
        this.book.away = true;

        assertThatExceptionOfType(Reports.StoreWentAway.class).isThrownBy(() -> text(begun));
    }

    @Test
    void tellsWhichEntriesThereAre() throws Exception {
        assertThat(((Answer.Ready) this.reports.ledger(Map.of())).headers()).containsExactly(
                new Header("x-llm-ledger-kept-since", "2026-09-01T00:00:00Z"),
                new Header("x-llm-ledger-archived-to", "2026-10-02T10:00:00Z"));
    }

    private String usage(String... parameters) throws UnusableParameter, IOException {
        return text(this.reports.usage(parameters(parameters)));
    }

    private String ledger(String... parameters) throws UnusableParameter, IOException {
        return text(this.reports.ledger(parameters(parameters)));
    }

    private static Map<String, List<String>> parameters(String... parameters) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        Arrays.stream(parameters)
            .map((parameter) -> parameter.split("=", 2))
            .forEach((pair) -> given.merge(pair[0], List.of(pair[1]), (one, other) -> List.of("one", "other")));
        return given;
    }

    private static String text(Answer answer) throws IOException {
        StringWriter text = new StringWriter();
        ((Answer.Ready) answer).body().write(text);
        return text.toString();
    }

    private static UsageRow row(String start, String consumer, String model, String charge, long calls) {
        return new UsageRow(Instant.parse(start), new UsageKey(consumer, "research", model, "openai", "llm", ""),
                new UsageSums(calls, Money.parse(charge), calls * 10, calls * 2, calls * 5, calls, calls, calls));
    }

    private static LedgerRecord entry(String id, String consumer, String user) {
        return new LedgerRecord(id, Instant.parse("2026-10-01T08:00:00Z"), new Ticket("t"), "settled",
                Money.parse("0.5"), Money.parse("1"), new LedgerEntry(Map.of("consumer", consumer, "user", user)));
    }

}
