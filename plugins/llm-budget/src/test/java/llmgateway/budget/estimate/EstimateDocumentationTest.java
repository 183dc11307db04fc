package llmgateway.budget.estimate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import llmgateway.core.call.Endpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/estimates.md say what the estimate does. */
class EstimateDocumentationTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/estimates.md");

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private static final UsageBound BOUND = new UsageBound(EstimateSettings.defaults());

    private final Corpus corpus = new Corpus();

    @Test
    void tabulatesTheTexts() throws IOException {
        TextTokens calibrated = new CalibratedTokens(
                new PublicTokenizer(ENCODINGS.getEncoding(EncodingType.CL100K_BASE)));
        List<String> rows = new ArrayList<>(
                List.of("| Text | Bytes | Most counted | Reserved | |", "|---|---|---|---|---|"));
        this.corpus.texts().forEach((name, text) -> {
            List<Long> counts = new ArrayList<>(this.corpus.countsOfText(name).values());
            for (EncodingType type : EncodingType.values()) {
                counts.add((long) ENCODINGS.getEncoding(type).countTokensOrdinary(text));
            }
            long bytes = text.getBytes(StandardCharsets.UTF_8).length;
            long most = Math.min(bytes, most(counts));
            long reserved = calibrated.count(text);

            assertThat(reserved).as(name).isGreaterThanOrEqualTo(most);
            rows.add("| %s | %d | %d | %d | %s |".formatted(name, bytes, most, reserved, times(reserved, most)));
        });
        assertThat(table("texts")).containsExactlyElementsOf(rows);
    }

    @Test
    void tabulatesTheRequests() throws IOException {
        CookbookCount cookbook = new CookbookCount(ENCODINGS.getEncoding(EncodingType.O200K_BASE));
        Estimates gpt = Estimates.of(BOUND, "gpt-4o").tokenizer("o200k_base");
        Estimates claude = Estimates.of(BOUND, "claude-sonnet-4-5");
        List<String> rows = new ArrayList<>(
                List.of("| Request | Model | Counted | Reserved | |", "|---|---|---|---|---|"));
        for (Corpus.Body body : this.corpus.bodies()) {
            boolean messages = body.endpoint() == Endpoint.MESSAGES;
            long counted = body.images() + (messages ? most(body.counts().values()) : cookbook.of(body.json()));
            long reserved = (messages ? claude : gpt).of(body.endpoint(), body.json().toString()).inputTokens();

            assertThat(reserved).as(body.name()).isGreaterThanOrEqualTo(counted);
            rows.add("| %s | %s | %d | %d | %s |".formatted(body.name(), messages ? "Claude" : "gpt-4o", counted,
                    reserved, times(reserved, counted)));
        }
        assertThat(table("requests")).containsExactlyElementsOf(rows);
    }

    private static List<String> table(String name) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int begin = lines.indexOf("<!-- " + name + ": written by EstimateDocumentationTest -->");
        List<String> rest = lines.subList(begin + 1, lines.size());
        return rest.subList(0, rest.indexOf("<!-- end -->"));
    }

    private static long most(Collection<Long> counts) {
        return Collections.max(counts);
    }

    private static String times(long reserved, long counted) {
        return String.format(Locale.ROOT, "× %.2f", (double) reserved / counted);
    }

}
