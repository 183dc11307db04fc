package llmgateway.budget.estimate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.prompt.PromptImage;
import llmgateway.core.prompt.PromptImage.Pixels;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UsageBoundTest {

    private static final UsageBound BOUND = new UsageBound(EstimateSettings.defaults());

    private static final Estimates GPT_4O = Estimates.of(BOUND, "gpt-4o")
        .tokenizer("o200k_base")
        .window(128_000)
        .maxOutput(16_384);

    private static final Estimates CLAUDE = Estimates.of(BOUND, "claude-sonnet-4-5").window(200_000).maxOutput(64_000);

    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

    @Test
    void neverTellsLessThanTheCookbookCounts() {
        CookbookCount cookbook = new CookbookCount(
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));
        new Corpus().bodies().stream().filter((body) -> body.endpoint() != Endpoint.MESSAGES).forEach((body) -> {
            long exact = cookbook.of(body.json()) + body.images();

            assertThat(GPT_4O.of(body.endpoint(), body.json().toString()).inputTokens()).as(body.name())
                .isGreaterThanOrEqualTo(exact)
                .isLessThan(exact * 3 + 400);
        });
    }

    @Test
    void neverTellsLessThanAnyPublicTokenizerCountsOfTheRenderedPrompt() {
        Estimates unknown = Estimates.of(BOUND, "claude-sonnet-4-5");
        new Corpus().bodies()
            .forEach((body) -> assertThat(body.counts()).allSatisfy(
                    (tokenizer, count) -> assertThat(unknown.of(body.endpoint(), body.json().toString()).inputTokens())
                        .as("%s, %s", body.name(), tokenizer)
                        .isGreaterThanOrEqualTo(count)));
    }

    @Test
    void E5_reservesTheModelsMaximumWhereTheClientSetsNoLimit() {
        assertThat(output(GPT_4O, HELLO + "}")).isEqualTo(16_384);
        assertThat(output(GPT_4O, HELLO + ",\"max_tokens\":null}")).isEqualTo(16_384);
        assertThat(output(GPT_4O, HELLO + ",\"max_tokens\":0}")).isEqualTo(16_384);
        assertThat(output(Estimates.of(BOUND, "unheard-of"), HELLO + "}")).isEqualTo(128_000);
    }

    @Test
    void reservesTheClientsLimitWithinWhatTheModelCan() {
        assertThat(output(GPT_4O, HELLO + ",\"max_tokens\":100}")).isEqualTo(100);
        assertThat(output(GPT_4O, HELLO + ",\"max_completion_tokens\":100,\"max_tokens\":200}")).isEqualTo(200);
        assertThat(output(GPT_4O, HELLO + ",\"max_tokens\":2147483647}")).isEqualTo(16_384);
        assertThat(output(Estimates.of(BOUND, "unheard-of"), HELLO + ",\"max_tokens\":2147483647}"))
            .isEqualTo(1_050_000);
    }

    @Test
    void E6_reservesEveryChoiceAndEveryPrompt() {
        assertThat(output(GPT_4O, HELLO + ",\"max_tokens\":10,\"n\":128}")).isEqualTo(1280);
        assertThat(GPT_4O
            .of(Endpoint.COMPLETIONS, "{\"prompt\":[\"a\",\"b\",\"c\"],\"n\":2,\"best_of\":5,\"max_tokens\":7}")
            .outputTokens()).isEqualTo(3 * 5 * 7);
        assertThat(GPT_4O.of(Endpoint.COMPLETIONS, "{\"max_tokens\":7}").outputTokens()).isEqualTo(7);
    }

    @Test
    void E6_reasoningIsReservedAtTheDearestOutput() {
        Usage usage = GPT_4O
            .priced(Map.of(Meter.INPUT_TOKENS, 1L, Meter.OUTPUT_TOKENS, 2L, Meter.REASONING_TOKENS, 3L,
                    Meter.AUDIO_OUTPUT_TOKENS, 9L))
            .of(Endpoint.CHAT_COMPLETIONS, HELLO + ",\"reasoning_effort\":\"high\",\"max_tokens\":5}");

        assertThat(usage.of(Meter.AUDIO_OUTPUT_TOKENS)).isEqualTo(5);
        assertThat(usage.outputTokens()).isEqualTo(5);
    }

    @Test
    void isNeverAboveTheContextWindow() {
        assertThat(input(GPT_4O, HELLO.replace("Hello", "word ".repeat(200_000)) + "}")).isEqualTo(128_000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"previous_response_id\":\"r\"", "\"prompt\":{\"id\":\"p\"}",
            "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}]" })
    void E6_takesInputThatLiesElsewhereForTheWholeWindow(String member) {
        assertThat(GPT_4O.of(Endpoint.RESPONSES, "{" + member + "}").inputTokens()).isEqualTo(128_000);
        assertThat(Estimates.of(BOUND, "unheard-of").of(Endpoint.RESPONSES, "{" + member + "}").inputTokens())
            .isGreaterThan(1_050_000);
    }

    @Test
    void E6_takesToolsThatTheProviderRunsForTenWindowsAndTenSearches() {
        Usage usage = CLAUDE.of(Endpoint.MESSAGES,
                HELLO + ",\"max_tokens\":9,\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]}");

        assertThat(usage.inputTokens()).isEqualTo(10 * 200_000);
        assertThat(usage.of(Meter.WEB_SEARCHES)).isEqualTo(10);
        assertThat(usage.outputTokens()).isEqualTo(9);
    }

    @Test
    void P6_putsAllInputOnTheDearestMeterThatACacheMarkAllows() {
        Estimates priced = CLAUDE.priced(Map.of(Meter.INPUT_TOKENS, 300L, Meter.CACHE_WRITE_TOKENS, 375L,
                Meter.CACHE_WRITE_1H_TOKENS, 600L, Meter.OUTPUT_TOKENS, 1500L));
        String marked = "{\"max_tokens\":1,\"system\":[{\"type\":\"text\",\"text\":\"s\",\"cache_control\":%s}]}";

        assertThat(priced.of(Endpoint.MESSAGES, marked.formatted("{\"type\":\"ephemeral\"}")).amounts())
            .containsKey(Meter.CACHE_WRITE_TOKENS)
            .doesNotContainKeys(Meter.INPUT_TOKENS, Meter.CACHE_WRITE_1H_TOKENS);
        assertThat(priced.of(Endpoint.MESSAGES, marked.formatted("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}")).amounts())
            .containsKey(Meter.CACHE_WRITE_1H_TOKENS)
            .doesNotContainKeys(Meter.INPUT_TOKENS, Meter.CACHE_WRITE_TOKENS);
        assertThat(priced.of(Endpoint.MESSAGES, marked.formatted("null")).amounts()).containsKey(Meter.INPUT_TOKENS)
            .doesNotContainKeys(Meter.CACHE_WRITE_1H_TOKENS, Meter.CACHE_WRITE_TOKENS);
    }

    @Test
    void putsImagesOnTheirOwnMeterWhereThatIsDearer() {
        String image = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x\"}}]}]}";

        assertThat(GPT_4O.priced(Map.of(Meter.INPUT_TOKENS, 5L, Meter.IMAGE_INPUT_TOKENS, 10L))
            .of(Endpoint.CHAT_COMPLETIONS, image)
            .of(Meter.IMAGE_INPUT_TOKENS)).isEqualTo(1445 + 8);
        assertThat(GPT_4O.of(Endpoint.CHAT_COMPLETIONS, image).of(Meter.IMAGE_INPUT_TOKENS)).isZero();
    }

    @Test
    void countsTokenIdsExactly() {
        long empty = GPT_4O.of(Endpoint.EMBEDDINGS, "{\"input\":[[1]]}").inputTokens() - 1;

        assertThat(GPT_4O.of(Endpoint.EMBEDDINGS, "{\"input\":[" + "123456,".repeat(999) + "1]}").inputTokens())
            .isEqualTo(empty + 1000);
        assertThat(GPT_4O.of(Endpoint.EMBEDDINGS, "{\"input\":\"a\"}").outputTokens()).isZero();
    }

    @Test
    void countsInputsOfEmbeddingsBeyondTheWindowOfOne() {
        assertThat(Estimates.of(BOUND, "text-embedding-3-small")
            .tokenizer("cl100k_base")
            .window(8191)
            .of(Endpoint.EMBEDDINGS, "{\"input\":[" + "[1],".repeat(9999) + "[1]]}")
            .inputTokens()).isGreaterThan(10_000);
    }

    @Test
    void countsTheQueryOfARerankOnceADocument() {
        Estimates rerank = Estimates.of(BOUND, "rerank-v3.5").tokenizer("cl100k_base");
        Usage one = rerank.of(Endpoint.RERANK, "{\"documents\":[\"d\"],\"query\":\"" + "word ".repeat(100) + "\"}");
        Usage many = rerank.of(Endpoint.RERANK,
                "{\"query\":\"" + "word ".repeat(100) + "\",\"documents\":[" + "\"d\",".repeat(249) + "\"d\"]}");

        assertThat(one.of(Meter.RERANK_SEARCHES)).isEqualTo(1);
        assertThat(many.of(Meter.RERANK_SEARCHES)).isGreaterThanOrEqualTo(3);
        assertThat(many.inputTokens()).isGreaterThan(250 * 100);
    }

    @Test
    void boundsSpeechTranscriptionAndImagesByTheirOwnMeters() {
        Usage speech = Estimates.of(BOUND, "tts-1").of(Endpoint.SPEECH, "{\"input\":\"twelve chars\"}");
        Usage images = Estimates.of(BOUND, "gpt-image-1").of(Endpoint.IMAGE_GENERATIONS, "{\"prompt\":\"a\",\"n\":3}");
        Usage heard = Estimates.of(BOUND, "whisper-1")
            .of(Endpoint.TRANSCRIPTIONS, Headers.of(new Header("content-type", "multipart/form-data; boundary=B")),
                    ("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + "x".repeat(7500)
                            + "\r\n--B--\r\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(speech.of(Meter.SPEECH_CHARACTERS)).isEqualTo(12);
        assertThat(images.of(Meter.IMAGES)).isEqualTo(3);
        assertThat(images.of(Meter.IMAGE_OUTPUT_TOKENS)).isGreaterThanOrEqualTo(3 * 6540);
        assertThat(heard.of(Meter.AUDIO_INPUT_SECONDS)).isEqualTo(11);
        assertThat(heard.of(Meter.REQUESTS)).isEqualTo(1);
    }

    @Test
    void countingTokensIsFree() {
        assertThat(CLAUDE.of(Endpoint.COUNT_TOKENS, HELLO + "}")).isEqualTo(Usage.NONE);
    }

    @Test
    void staysWithinALongWhateverIsAsked() {
        Usage usage = Estimates.of(BOUND, "unheard-of")
            .of(Endpoint.COMPLETIONS,
                    "{\"prompt\":[" + "\"\",".repeat(1_000_000) + "\"\"],\"n\":128,\"max_tokens\":2147483647}");

        assertThat(Estimates.DOLLARS.cost(usage, Optional.empty()).nanos()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({ "gpt-4o, 1024, 1024, 765", "gpt-4o, 2048, 4096, 1105", "gpt-4o, 200, 4096, 1445",
            "gpt-4o-mini, 1024, 1024, 25501", "gpt-5-mini, 1024, 1024, 2520", "claude-sonnet-4-5, 1000, 1000, 1296",
            "claude-sonnet-4-5-20250929, 4000, 3000, 1568", "claude-opus-4-7, 1920, 1080, 2691",
            "anthropic/claude-opus-5.5, 9000, 9000, 4784", "claude-3-haiku-20240307, 9000, 9000, 1568",
            "claude-sonnet-4-20250514, 9000, 9000, 1568", "gpt-5.6, 1024, 1024, 2520", "gpt-5.6, 6400, 4800, 36000",
            "qwen-vl-max, 9000, 9000, 36000" })
    void knowsWhatImagesCountAs(String model, int width, int height, long tokens) {
        ImageTokens rule = ImageTokens.ofModel(model).orElse(ImageTokens.ANY);

        assertThat(rule.of(new PromptImage(Optional.empty(), Optional.of(new Pixels(width, height)))))
            .isEqualTo(tokens);
    }

    private static long input(Estimates estimates, String chat) {
        return estimates.of(Endpoint.CHAT_COMPLETIONS, chat).inputTokens();
    }

    private static long output(Estimates estimates, String chat) {
        return estimates.of(Endpoint.CHAT_COMPLETIONS, chat).outputTokens();
    }

}
