package llmgateway.budget.estimate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicTokenizerTest {

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private static final TextTokens CALIBRATED = new CalibratedTokens(
            new PublicTokenizer(ENCODINGS.getEncoding(EncodingType.CL100K_BASE)));

    @ParameterizedTest
    @EnumSource(EncodingType.class)
    void countsTextsOfTheCorpusExactlyAndNoisyOnesNeverBelow(EncodingType type) {
        Encoding encoding = ENCODINGS.getEncoding(type);
        new Corpus().texts().forEach((name, text) -> {
            long counted = new PublicTokenizer(encoding).count(text);

            assertThat(counted).as(name).isGreaterThanOrEqualTo(encoding.countTokensOrdinary(text));
            if (name.equals("english") || name.equals("chinese") || name.equals("java") || name.equals("emoji")) {
                assertThat(counted).as(name).isEqualTo(encoding.countTokensOrdinary(text));
            }
        });
    }

    @Test
    void neverCountsLessThanTheTokenizerWhateverTheText() {
        long seed = new Random().nextLong();
        RandomTexts texts = new RandomTexts(seed);
        for (int i = 0; i < 400; i++) {
            String text = texts.next();
            for (EncodingType type : EncodingType.values()) {
                Encoding encoding = ENCODINGS.getEncoding(type);
                int exact = encoding.countTokensOrdinary(text);

                assertThat(new PublicTokenizer(encoding).count(text)).as("%s, seed %d, text %d", type, seed, i)
                    .isGreaterThanOrEqualTo(exact);
                assertThat(CALIBRATED.count(text)).as("calibrated to %s, seed %d, text %d", type, seed, i)
                    .isGreaterThanOrEqualTo(exact);
            }
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertThat(TextTokens.BYTES.count(text)).as("seed %d, text %d", seed, i).isEqualTo(bytes);
            assertThat(CALIBRATED.count(text)).as("seed %d, text %d", seed, i).isLessThanOrEqualTo(bytes);
        }
    }

    @Test
    void calibratedCountsAreNeverBelowWhatAnyPublicTokenizerCounts() {
        Corpus corpus = new Corpus();
        corpus.texts()
            .forEach((name, text) -> assertThat(corpus.countsOfText(name))
                .allSatisfy((tokenizer, count) -> assertThat(CALIBRATED.count(text)).as("%s, %s", name, tokenizer)
                    .isGreaterThanOrEqualTo(Math.min(count, text.getBytes(StandardCharsets.UTF_8).length))));
    }

    @Test
    void takesSpecialTokensForText() {
        Encoding encoding = ENCODINGS.getEncoding(EncodingType.CL100K_BASE);

        assertThat(new PublicTokenizer(encoding).count("<|endoftext|>")).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "a", " ", "\n", "!", "1", "\u4f60", "\ud83d\ude00", "e\u0301", "aA", "a'", " \n", "\u00e4B" })
    void takesNoLongerForHostileRunsThanTheirLengthAllows(String unit) {
        String run = unit.repeat(1_000_000 / unit.length());
        TextTokens tokenizer = new PublicTokenizer(ENCODINGS.getEncoding(EncodingType.O200K_BASE));

        assertThat(Duration.ofNanos(nanosOf(tokenizer, run))).isLessThan(Duration.ofSeconds(10));
    }

    private static long nanosOf(TextTokens tokenizer, String text) {
        long start = System.nanoTime();
        assertThat(new BoundedCount(tokenizer, EstimateSettings.defaults().tokenizedCharacters()).count(text))
            .isPositive();
        return System.nanoTime() - start;
    }

}
