package llmgateway.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AdmittedCallEntryTest {

    private static final int TRIES = 5_000;

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    @Test
    void everyCallIsReadBackWhateverItsClientWrote() {
        for (int i = 0; i < TRIES; i++) {
            AdmittedCall call = anyCall();
            LedgerEntry entry = new LedgerEntry(AdmittedCallEntry.write(call));
            assertThat(AdmittedCallEntry.read(call.ticket(), entry.fields())).as("seed %d", this.seed).isEqualTo(call);
        }
    }

    @Test
    void writesTheFieldsOfTheLedgerAndNoneForWhatIsAbsent() {
        AdmittedCall call = new AdmittedCall(Ticket.random(this.random),
                new CallId("call_00000000000000000000000000000001"), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, true,
                Optional.empty(), new CatalogueModel("gpt"),
                new Target("openai", Dialect.OPENAI, new RequestModel("gpt-5")), Optional.empty(), Price.FREE,
                Priced.BY_DEFAULT, Usage.ofTokens(12, 34), Money.parse("0.5"), Optional.empty(), List.of("a,b", "c\\"),
                Way.DIRECT, Instant.EPOCH);

        assertThat(AdmittedCallEntry.write(call)).containsOnly(
                Map.entry("call_id", "call_00000000000000000000000000000001"),
                Map.entry("admitted_at", "1970-01-01T00:00:00Z"), Map.entry("endpoint", "chat_completions"),
                Map.entry("stream", "1"), Map.entry("model", "gpt"), Map.entry("model_sent", "gpt-5"),
                Map.entry("provider", "openai"), Map.entry("provider_dialect", "openai"), Map.entry("price", "1|0:"),
                Map.entry("priced_by_default", "1"), Map.entry("worst_case", "input_tokens=12,output_tokens=34"),
                Map.entry("reserved", "500000000"), Map.entry("tags", "a\\,b,c\\\\"), Map.entry("way", "direct"));
    }

    @ParameterizedTest
    @EnumSource(names = { "CALL_ID", "ADMITTED_AT", "ENDPOINT", "STREAM", "MODEL", "MODEL_SENT", "PROVIDER",
            "PROVIDER_DIALECT", "PRICE", "RESERVED", "WAY" })
    void refusesAnEntryThatLacksWhatEveryCallHas(LedgerField field) {
        AdmittedCall call = anyCall();
        Map<String, String> fields = new HashMap<>(AdmittedCallEntry.write(call));
        fields.remove(field.wireName());

        assertThatIllegalArgumentException().isThrownBy(() -> AdmittedCallEntry.read(call.ticket(), fields))
            .withMessageContaining(field.wireName());
    }

    @ParameterizedTest
    @CsvSource({ "ADMITTED_AT, yesterday", "RESERVED, -1", "RESERVED, much", "WORST_CASE, much", "WORST_CASE, words=3",
            "ENDPOINT, nowhere", "PRICE, cheap", "SERVER, here", "SERVER, here:0" })
    void refusesAnEntryWithGarbage(LedgerField field, String garbage) {
        AdmittedCall call = anyCall();
        Map<String, String> fields = new HashMap<>(AdmittedCallEntry.write(call));
        fields.put(field.wireName(), garbage);

        assertThatIllegalArgumentException().isThrownBy(() -> AdmittedCallEntry.read(call.ticket(), fields));
    }

    private AdmittedCall anyCall() {
        List<String> tags = new ArrayList<>();
        for (int i = this.random.nextInt(4); i > 0; i--) {
            tags.add(anyText());
        }
        return new AdmittedCall(Ticket.random(this.random), CallId.random(this.random),
                new Caller(perhaps(), perhaps(), perhaps()), any(Endpoint.values()), this.random.nextBoolean(),
                perhaps().map(OriginalModel::new), new CatalogueModel(anyText()),
                new Target(anyText(), any(Dialect.values()), new RequestModel(anyText())), perhaps(),
                Price.of(new Rates(Map.of(Meter.OUTPUT_TOKENS, this.random.nextLong(1L << 40)))), any(Priced.values()),
                Usage.ofTokens(this.random.nextLong(3), this.random.nextLong(1L << 40)),
                new Money(this.random.nextLong(Long.MAX_VALUE)), perhaps(), tags, any(Way.values()),
                Instant.ofEpochSecond(this.random.nextLong(1L << 34), this.random.nextInt(1_000_000_000)),
                this.random.nextBoolean() ? Optional.of(new ServerAddress(anyText(), 1 + this.random.nextInt(65_535)))
                        : Optional.empty(),
                this.random.nextBoolean() ? Optional.of(anyTrace()) : Optional.empty());
    }

    private CallTrace anyTrace() {
        return new CallTrace(anyText(), anyText(), perhaps(), this.random.nextBoolean(), perhaps());
    }

    private Optional<String> perhaps() {
        return this.random.nextBoolean() ? Optional.of(anyText()) : Optional.empty();
    }

    private String anyText() {
        StringBuilder text = new StringBuilder();
        for (int i = this.random.nextInt(12); i > 0; i--) {
            text.append(this.random.nextBoolean() ? ",\\\n\r\0\"|".charAt(this.random.nextInt(7))
                    : (char) this.random.nextInt(0x10000));
        }
        return text.toString();
    }

    private <T> T any(T[] values) {
        return values[this.random.nextInt(values.length)];
    }

}
