package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.ResponseModel;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static llmgateway.core.usage.Meter.AUDIO_INPUT_SECONDS;
import static llmgateway.core.usage.Meter.AUDIO_INPUT_TOKENS;
import static llmgateway.core.usage.Meter.AUDIO_OUTPUT_TOKENS;
import static llmgateway.core.usage.Meter.CACHED_IMAGE_INPUT_TOKENS;
import static llmgateway.core.usage.Meter.CACHED_INPUT_TOKENS;
import static llmgateway.core.usage.Meter.CACHE_WRITE_1H_TOKENS;
import static llmgateway.core.usage.Meter.CACHE_WRITE_TOKENS;
import static llmgateway.core.usage.Meter.IMAGES;
import static llmgateway.core.usage.Meter.IMAGE_INPUT_TOKENS;
import static llmgateway.core.usage.Meter.IMAGE_OUTPUT_TOKENS;
import static llmgateway.core.usage.Meter.INPUT_TOKENS;
import static llmgateway.core.usage.Meter.OUTPUT_TOKENS;
import static llmgateway.core.usage.Meter.REASONING_TOKENS;
import static llmgateway.core.usage.Meter.RERANK_SEARCHES;
import static llmgateway.core.usage.Meter.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

/** Every provider's format, to the token, however its bytes are cut. */
class RecordedAnswersTest {

    private static final Usage OPENAI_CHAT = usage(
            Map.of(INPUT_TOKENS, 86L, CACHED_INPUT_TOKENS, 1920L, OUTPUT_TOKENS, 236L, REASONING_TOKENS, 64L));

    private static final Usage OPENAI_RESPONSE = usage(Map.of(INPUT_TOKENS, 150L, CACHED_INPUT_TOKENS, 128L,
            CACHE_WRITE_TOKENS, 50L, OUTPUT_TOKENS, 62L, REASONING_TOKENS, 40L, WEB_SEARCHES, 2L));

    private static final Usage ANTHROPIC_MESSAGE = usage(Map.of(INPUT_TOKENS, 472L, CACHED_INPUT_TOKENS, 1800L,
            CACHE_WRITE_TOKENS, 148L, CACHE_WRITE_1H_TOKENS, 100L, OUTPUT_TOKENS, 503L));

    static List<Recorded> recorded() {
        return List.of(
                recorded("openai-chat.json", Endpoint.CHAT_COMPLETIONS).used(OPENAI_CHAT)
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("openai-chat.sse", Endpoint.CHAT_COMPLETIONS).used(OPENAI_CHAT)
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("openai-chat-tools.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(82, 17))
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("openai-chat-audio.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 17L, AUDIO_INPUT_TOKENS, 1000L, IMAGE_INPUT_TOKENS, 100L,
                            OUTPUT_TOKENS, 13L, AUDIO_OUTPUT_TOKENS, 33L)))
                    .by("gpt-audio"),
                recorded("openai-chat-cache-write.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 293L, CACHED_INPUT_TOKENS, 500L, CACHE_WRITE_TOKENS, 3207L,
                            OUTPUT_TOKENS, 10L)))
                    .by("gpt-5.6"),
                recorded("no-choices.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(9, 5))
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("usage-with-choices.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(9, 5))
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("usage-in-every-chunk.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(9, 5))
                    .by("gpt-4o-2024-08-06")
                    .tier("default"),
                recorded("openai-completions.json", Endpoint.COMPLETIONS).used(Usage.ofTokens(5, 7))
                    .by("gpt-3.5-turbo-instruct"),
                recorded("openai-responses.json", Endpoint.RESPONSES).used(OPENAI_RESPONSE)
                    .by("gpt-5-2025-08-07")
                    .tier("priority"),
                recorded("openai-responses.sse", Endpoint.RESPONSES).used(OPENAI_RESPONSE)
                    .by("gpt-5-2025-08-07")
                    .tier("priority"),
                recorded("openai-responses-incomplete.sse", Endpoint.RESPONSES)
                    .used(usage(Map.of(INPUT_TOKENS, 10L, REASONING_TOKENS, 16L)))
                    .by("gpt-5-2025-08-07")
                    .tier("default"),
                recorded("openai-responses-failed.sse", Endpoint.RESPONSES).failed()
                    .by("gpt-5-2025-08-07")
                    .tier("auto"),
                recorded("openai-responses-error.sse", Endpoint.RESPONSES).failed()
                    .cut()
                    .by("gpt-5-2025-08-07")
                    .tier("auto"),
                recorded("openai-embeddings.json", Endpoint.EMBEDDINGS).used(Usage.ofTokens(8, 0))
                    .by("text-embedding-3-small"),
                recorded("voyage-embeddings.json", Endpoint.EMBEDDINGS).used(Usage.ofTokens(11, 0)).by("voyage-3"),
                recorded("gpt-image.json", Endpoint.IMAGE_GENERATIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 50L, IMAGE_INPUT_TOKENS, 400L, IMAGE_OUTPUT_TOKENS, 4160L))),
                recorded("gpt-image-details.json", Endpoint.IMAGE_EDITS).used(usage(Map.of(INPUT_TOKENS, 10L,
                        IMAGE_INPUT_TOKENS, 40L, IMAGE_OUTPUT_TOKENS, 200L, OUTPUT_TOKENS, 50L))),
                recorded("dall-e.json", Endpoint.IMAGE_GENERATIONS).used(Usage.of(IMAGES, 2)),
                recorded("gpt-image.sse", Endpoint.IMAGE_GENERATIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 10L, IMAGE_INPUT_TOKENS, 40L, IMAGE_OUTPUT_TOKENS, 50L))),
                recorded("transcription-tokens.json", Endpoint.TRANSCRIPTIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 10L, AUDIO_INPUT_TOKENS, 4L, OUTPUT_TOKENS, 101L))),
                recorded("transcription-duration.json", Endpoint.TRANSCRIPTIONS).used(Usage.of(AUDIO_INPUT_SECONDS, 9)),
                recorded("transcription-verbose.json", Endpoint.TRANSLATIONS).used(Usage.of(AUDIO_INPUT_SECONDS, 9)),
                recorded("voxtral-transcription.json", Endpoint.TRANSCRIPTIONS)
                    .used(usage(Map.of(AUDIO_INPUT_SECONDS, 203L, INPUT_TOKENS, 4L, OUTPUT_TOKENS, 635L)))
                    .by("voxtral-mini-2507"),
                recorded("transcription.sse", Endpoint.TRANSCRIPTIONS)
                    .used(usage(Map.of(AUDIO_INPUT_TOKENS, 14L, OUTPUT_TOKENS, 45L))),
                recorded("speech.sse", Endpoint.SPEECH)
                    .used(usage(Map.of(INPUT_TOKENS, 14L, AUDIO_OUTPUT_TOKENS, 101L))),
                recorded("openai-moderation.json", Endpoint.MODERATIONS).used(Usage.NONE).by("omni-moderation-latest"),
                recorded("cohere-rerank.json", Endpoint.RERANK).used(Usage.of(RERANK_SEARCHES, 2)),
                recorded("jina-rerank.json", Endpoint.RERANK).used(Usage.ofTokens(815, 0))
                    .by("jina-reranker-v2-base-multilingual"),
                recorded("deepseek-chat.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 360L, CACHED_INPUT_TOKENS, 640L, OUTPUT_TOKENS, 300L,
                            REASONING_TOKENS, 200L)))
                    .by("deepseek-chat"),
                recorded("groq-chat.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(43, 120))
                    .by("llama-3.3-70b-versatile"),
                recorded("mistral-chat.sse", Endpoint.CHAT_COMPLETIONS).used(Usage.ofTokens(13, 4))
                    .by("mistral-large-2411"),
                recorded("voxtral-chat.json", Endpoint.CHAT_COMPLETIONS)
                    .used(Usage.ofTokens(20, 5).with(AUDIO_INPUT_SECONDS, 12))
                    .by("voxtral-small-2507"),
                recorded("openrouter-chat.sse", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 54L, CACHED_INPUT_TOKENS, 40L, CACHE_WRITE_TOKENS, 100L,
                            OUTPUT_TOKENS, 2L)))
                    .by("anthropic/claude-sonnet-4"),
                recorded("openrouter-error.sse", Endpoint.CHAT_COMPLETIONS).failed().cut().by("openai/gpt-4o"),
                recorded("xai-chat.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 26L, CACHED_INPUT_TOKENS, 6L, OUTPUT_TOKENS, 9L, REASONING_TOKENS,
                            94L)))
                    .by("grok-3-mini"),
                recorded("gemini-chat.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 7L, OUTPUT_TOKENS, 9L, REASONING_TOKENS, 684L)))
                    .by("gemini-2.5-flash"),
                recorded("moonshot-chat.sse", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 9L, CACHED_INPUT_TOKENS, 10L, OUTPUT_TOKENS, 13L)))
                    .by("kimi-k2.5"),
                recorded("qwen-chat.json", Endpoint.CHAT_COMPLETIONS)
                    .used(usage(Map.of(INPUT_TOKENS, 296L, CACHE_WRITE_TOKENS, 1204L, OUTPUT_TOKENS, 10L)))
                    .by("qwen3-max"),
                recorded("openai-error.json", Endpoint.CHAT_COMPLETIONS).failed(),
                recorded("openai-cut.sse", Endpoint.CHAT_COMPLETIONS).cut().by("gpt-4o-2024-08-06").tier("default"),
                recorded("openai-truncated.json", Endpoint.CHAT_COMPLETIONS).cut(),
                recorded("page.html", Endpoint.CHAT_COMPLETIONS),
                recorded("anthropic-messages.json", Endpoint.MESSAGES).used(ANTHROPIC_MESSAGE)
                    .by("claude-sonnet-4-5-20250929")
                    .tier("standard"),
                recorded("anthropic-messages.sse", Endpoint.MESSAGES).used(ANTHROPIC_MESSAGE)
                    .by("claude-sonnet-4-5-20250929")
                    .tier("standard"),
                recorded("anthropic-search.sse", Endpoint.MESSAGES)
                    .used(usage(Map.of(INPUT_TOKENS, 10682L, CACHED_INPUT_TOKENS, 34L, CACHE_WRITE_TOKENS, 12L,
                            OUTPUT_TOKENS, 510L, WEB_SEARCHES, 2L)))
                    .by("claude-sonnet-4-5-20250929")
                    .tier("priority"),
                recorded("anthropic-tools.sse", Endpoint.MESSAGES).used(Usage.ofTokens(472, 89))
                    .by("claude-sonnet-4-5-20250929"),
                recorded("anthropic-thinking.json", Endpoint.MESSAGES)
                    .used(usage(Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 120L, REASONING_TOKENS, 380L)))
                    .by("claude-opus-5"),
                recorded("anthropic-compaction.json", Endpoint.MESSAGES)
                    .used(usage(Map.of(INPUT_TOKENS, 203_000L, CACHED_INPUT_TOKENS, 5L, OUTPUT_TOKENS, 4500L)))
                    .by("claude-opus-4-6"),
                recorded("anthropic-cut.sse", Endpoint.MESSAGES).used(ANTHROPIC_MESSAGE.with(OUTPUT_TOKENS, 1))
                    .cut()
                    .by("claude-sonnet-4-5-20250929")
                    .tier("standard"),
                recorded("anthropic-error.sse", Endpoint.MESSAGES).used(Usage.ofTokens(9, 1))
                    .failed()
                    .cut()
                    .by("claude-sonnet-4-5-20250929"),
                recorded("anthropic-error.json", Endpoint.MESSAGES).failed(),
                recorded("bedrock-converse.json", Endpoint.CONVERSE)
                    .used(usage(Map.of(INPUT_TOKENS, 30L, CACHED_INPUT_TOKENS, 7L, CACHE_WRITE_TOKENS, 250L,
                            CACHE_WRITE_1H_TOKENS, 100L, OUTPUT_TOKENS, 89L)))
                    .tier("priority"),
                recorded("anthropic-count-tokens.json", Endpoint.COUNT_TOKENS).used(Usage.NONE),
                recorded("gemini-answer.json", Endpoint.GENERATE_CONTENT)
                    .used(usage(Map.of(INPUT_TOKENS, 47L, CACHED_INPUT_TOKENS, 10L, IMAGE_INPUT_TOKENS, 168L,
                            CACHED_IMAGE_INPUT_TOKENS, 90L, AUDIO_INPUT_TOKENS, 10L, OUTPUT_TOKENS, 40L,
                            REASONING_TOKENS, 100L, WEB_SEARCHES, 2L)))
                    .by("gemini-2.5-flash")
                    .tier("priority"),
                recorded("gemini.sse", Endpoint.GENERATE_CONTENT)
                    .used(usage(Map.of(INPUT_TOKENS, 9L, OUTPUT_TOKENS, 12L, REASONING_TOKENS, 31L)))
                    .by("gemini-3-flash"),
                recorded("gemini-cut.sse", Endpoint.GENERATE_CONTENT)
                    .used(usage(Map.of(INPUT_TOKENS, 9L, REASONING_TOKENS, 31L)))
                    .cut()
                    .by("gemini-3-flash"),
                recorded("gemini-list.json", Endpoint.GENERATE_CONTENT).used(Usage.ofTokens(9, 12))
                    .by("gemini-3-flash"),
                recorded("gemini-error.json", Endpoint.GENERATE_CONTENT).failed(),
                recorded("gemini-blocked.json", Endpoint.GENERATE_CONTENT).used(Usage.ofTokens(7, 0))
                    .by("gemini-2.5-pro"),
                recorded("cohere-chat.json", Endpoint.COHERE_CHAT)
                    .used(usage(Map.of(INPUT_TOKENS, 2L, CACHED_INPUT_TOKENS, 3L, OUTPUT_TOKENS, 418L))),
                recorded("cohere-chat.sse", Endpoint.COHERE_CHAT).used(Usage.ofTokens(3, 7)),
                recorded("ollama-chat.json", Endpoint.OLLAMA_CHAT).used(Usage.ofTokens(26, 282)).by("llama3.2"),
                recorded("ollama-chat.ndjson", Endpoint.OLLAMA_CHAT).used(Usage.ofTokens(26, 282)).by("llama3.2"),
                recorded("ollama-error.ndjson", Endpoint.OLLAMA_CHAT).failed().cut().by("llama3.2"),
                recorded("gemini-embeddings.json", Endpoint.BATCH_EMBED_CONTENTS).used(Usage.ofTokens(15, 0)),
                recorded("cohere-embed.json", Endpoint.COHERE_EMBED).used(Usage.ofTokens(2, 0)),
                recorded("ollama-embed.json", Endpoint.OLLAMA_EMBED).used(Usage.ofTokens(8, 0)).by("embeddinggemma"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void P6_P7_P13_isReadToTheToken(Recorded answer) {
        assertThat(Answers.read(answer.meter(), Answers.utf8(answer.text()))).usingRecursiveComparison()
            .ignoringFields("delivered", "completion")
            .isEqualTo(answer.reading());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void U8_isReadAlikeInPiecesOfEverySize(Recorded answer) {
        byte[] bytes = Answers.utf8(answer.text());
        for (int size : new int[] { 1, 2, 3, 5, 16, 33 }) {
            assertThat(Answers.readInPieces(answer.meter(), bytes, size)).as("pieces of %d", size)
                .usingRecursiveComparison()
                .ignoringFields("delivered", "completion")
                .isEqualTo(answer.reading());
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void U8_isReadAlikeCutInTwoAnywhere(Recorded answer) {
        byte[] bytes = Answers.utf8(answer.text());
        for (int cut = 1; cut < Math.min(bytes.length, 1500); cut++) {
            AnswerMeter meter = answer.meter();
            meter.write(bytes, 0, cut);
            meter.write(bytes, cut, bytes.length - cut);

            assertThat(meter.finish(true)).as("cut at %d", cut)
                .usingRecursiveComparison()
                .ignoringFields("delivered", "completion")
                .isEqualTo(answer.reading());
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void U8_isReadAlikeWithEveryLineEndHoweverItIsCut(Recorded answer) {
        for (long seed = 0; seed < 30; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (String lineEnd : List.of("\n", "\r\n", "\r")) {
                byte[] bytes = Answers.utf8(answer.text().replace("\n", lineEnd));

                assertThat(Answers.readInRandomPieces(answer.meter(), bytes, random)).as("seed %d", seed)
                    .usingRecursiveComparison()
                    .ignoringFields("delivered", "completion")
                    .isEqualTo(answer.reading());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void U8_isReadAlikeWithoutTheLastLineEndAndWithAByteOrderMark(Recorded answer) {
        String mark = answer.file().endsWith(".sse") ? "\uFEFF" : "";

        assertThat(Answers.readInPieces(answer.meter(), Answers.utf8(mark + answer.text().stripTrailing()), 1))
            .usingRecursiveComparison()
            .ignoringFields("delivered", "completion")
            .isEqualTo(answer.reading());
    }

    private static Recorded recorded(String file, Endpoint endpoint) {
        return new Recorded(file, endpoint, new AnswerReading(new UsageReading.Absent(), Optional.empty(),
                Optional.empty(), true, false, DeliveredText.NONE));
    }

    private static Usage usage(Map<Meter, Long> amounts) {
        return new Usage(amounts);
    }

    private record Recorded(String file, Endpoint endpoint, AnswerReading reading) {

        Recorded used(Usage usage) {
            return with(new AnswerReading(new UsageReading.Reported(usage), this.reading.model(),
                    this.reading.serviceTier(), this.reading.whole(), this.reading.error(), DeliveredText.NONE));
        }

        Recorded by(String model) {
            return with(new AnswerReading(this.reading.usage(), Optional.of(new ResponseModel(model)),
                    this.reading.serviceTier(), this.reading.whole(), this.reading.error(), DeliveredText.NONE));
        }

        Recorded tier(String tier) {
            return with(new AnswerReading(this.reading.usage(), this.reading.model(), Optional.of(tier),
                    this.reading.whole(), this.reading.error(), DeliveredText.NONE));
        }

        Recorded cut() {
            return with(new AnswerReading(this.reading.usage(), this.reading.model(), this.reading.serviceTier(), false,
                    this.reading.error(), DeliveredText.NONE));
        }

        Recorded failed() {
            return with(new AnswerReading(this.reading.usage(), this.reading.model(), this.reading.serviceTier(),
                    this.reading.whole(), true, DeliveredText.NONE));
        }

        private Recorded with(AnswerReading changed) {
            return new Recorded(this.file, this.endpoint, changed);
        }

        String text() {
            return Answers.text(this.file);
        }

        AnswerMeter meter() {
            return AnswerMeters.of(this.endpoint, 200, Answers.contentType(this.file));
        }

        @Override
        public String toString() {
            return this.file;
        }

    }

}
