package llmgateway.metrics.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogIngestTest {

    private final BookedSettlements settlements = new BookedSettlements();

    private final List<EntryResult> counted = new ArrayList<>();

    private final LogIngest ingest = new LogIngest(this.settlements,
            new CallAccounting(this.settlements, Calls.RULE, List.of()), 1_000_000, this.counted::add);

    @Test
    void settlesACallByTheUsageOfItsAnswer() {
        this.settlements.admittedHere(Calls.direct());

        assertThat(post(Entries.good())).isEqualTo(new IngestResult.Done(1, 0));

        CallSettlement settled = this.settlements.onlySettled();
        assertThat(settled.cost()).isEqualTo(Money.parse("0.006"));
        assertThat(settled.entry().fields()).containsEntry("status", "200")
            .containsEntry("duration_ms", Long.toString(Duration.ofMillis(1506).toMillis()))
            .containsEntry("first_token_ms", "301")
            .containsEntry("attempts", "1");
        assertThat(this.counted).containsExactly(EntryResult.SETTLED);
    }

    @Test
    void settlesACallThatAnotherNodeAdmitted() {
        this.settlements.admittedElsewhere(Calls.direct());

        assertThat(post(Entries.good())).isEqualTo(new IngestResult.Done(1, 0));
        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Money.parse("0.006"));
    }

    @Test
    void C3_aRepeatedPostChangesNothing() {
        this.settlements.admittedHere(Calls.direct());
        post(Entries.good());

        assertThat(post(Entries.good())).isEqualTo(new IngestResult.Done(1, 0));
        assertThat(this.settlements.settled).hasSize(1);
        assertThat(this.counted).containsExactly(EntryResult.SETTLED, EntryResult.ENDED_BEFORE);
    }

    @Test
    void E8_aBodyThatIsCutOrMissingIsChargedAtWhatWasReserved() {
        this.settlements.admittedHere(Calls.direct());

        post(Entries.goodBut("upstream_response_length", "\"9000\"", "resp_body", "\"{\\\"choices\\\":[],\\\"usa\""));

        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Calls.RESERVED);
        assertThat(this.settlements.onlySettled().entry().fields()).containsEntry("estimated", "1");
    }

    @Test
    void E8_anAnswerWhoseClientHungUpIsNotLoggedSoItIsChargedAtWhatWasReserved() {
        this.settlements.admittedHere(Calls.direct());

        post(Entries.goodBut("request_completion", "\"\"", "resp_body", "\"\""));

        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Calls.RESERVED);
        assertThat(this.settlements.onlySettled().entry().fields()).containsEntry("outcome", "client_gone");
    }

    @Test
    void U9_aCompressedBodyThatNobodyCanReadIsChargedAtWhatWasReserved() {
        this.settlements.admittedHere(Calls.direct());

        post(Entries.goodBut("content_encoding", "\"zstd\"", "resp_body", "\"(\uFFFD/\uFFFD\""));

        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Calls.RESERVED);
    }

    @Test
    void P3_aCallThatReachedNobodyIsReleased() {
        this.settlements.admittedHere(Calls.direct());

        post(Entries.goodBut("status", "502", "upstream_status", "\"502\"", "upstream_bytes_sent", "\"0\"",
                "upstream_bytes_received", "\"0\""));

        assertThat(this.settlements.released).containsExactly(Calls.TICKET);
        assertThat(this.settlements.settled).isEmpty();
    }

    @Test
    void leavesACallToTheRelayThatCarriesIt() {
        this.settlements.admittedHere(
                Calls.admitted(Calls.TICKET, Endpoint.CHAT_COMPLETIONS, Way.RELAY, Calls.PRICE, Calls.RESERVED));

        assertThat(post(Entries.goodBut("status", "499"))).isEqualTo(new IngestResult.Done(1, 0));
        assertThat(this.settlements.settled).isEmpty();
        assertThat(this.settlements.findHere(Calls.TICKET)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"\"", "\"-\"", "7", "null", "\"0123456789ABCDEF0123456789ABCDEF\"", "[1]",
            "\"0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef\"" })
    void skipsRequestsWithoutATicket(String ticket) {
        assertThat(post(Entries.goodBut("ticket", ticket))).isEqualTo(new IngestResult.Done(0, 1));
        assertThat(this.counted).containsExactly(EntryResult.WITHOUT_TICKET);
    }

    @Test
    void skipsCallsThatNobodyKnows() {
        assertThat(post(Entries.good())).isEqualTo(new IngestResult.Done(0, 1));
        assertThat(this.counted).containsExactly(EntryResult.UNKNOWN);
    }

    @Test
    void settlesWhatItCanOfAPostThatHoldsRubbish() {
        this.settlements.admittedHere(Calls.direct());

        assertThat(post("[7, {}, " + Entries.json(Entries.good()) + ", {\"ticket\": ]"))
            .isEqualTo(new IngestResult.Done(1, 3));
        assertThat(this.settlements.settled).hasSize(1);
    }

    @Test
    void readsAStreamToTheUsageAtItsEnd() {
        this.settlements.admittedHere(Calls.direct());
        String stream = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}\n\ndata: [DONE]\n\n";

        post(Entries.goodBut("content_type", "\"text/event-stream; charset=utf-8\"", "upstream_response_length",
                "\"" + stream.length() + "\"", "resp_body",
                '"' + stream.replace("\"", "\\\"").replace("\n", "\\n") + '"'));

        assertThat(this.settlements.onlySettled().usage()).contains(Usage.ofTokens(10, 20));
    }

    @Test
    void I1_wantsThePostAgainWhereTheStoreIsAway() {
        this.settlements.away(true);

        assertThat(post(Entries.good())).isEqualTo(new IngestResult.StoreAway());
        assertThat(this.counted).containsExactly(EntryResult.STORE_AWAY);
    }

    @Test
    void I1_whatThisNodeAdmittedIsSettledLaterWithoutASecondPost() {
        this.settlements.admittedHere(Calls.direct());
        this.settlements.away(true);

        assertThat(post(Entries.good())).isEqualTo(new IngestResult.Done(1, 0));
    }

    @Test
    void aPostThatBreaksOffIsNoPoison() {
        InputStream breaking = new FilterInputStream(Entries.stream("[{\"status\": 200},")) {

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                if (read < 0) {
                    throw new IOException("gone");
                }
                return read;
            }

        };

        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.ingest.ingest(breaking))
            .withCauseInstanceOf(IOException.class);
    }

    private IngestResult post(Map<String, String> entry) {
        return post(Entries.json(entry));
    }

    private IngestResult post(String text) {
        return this.ingest.ingest(Entries.stream(text));
    }

}
