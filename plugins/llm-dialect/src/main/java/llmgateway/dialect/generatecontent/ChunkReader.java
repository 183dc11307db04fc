package llmgateway.dialect.generatecontent;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.gemini.GeminiErrorReader;
import llmgateway.dialect.gemini.TrafficType;
import tools.jackson.databind.JsonNode;

/**
 * Reads the chunks of one answer. Some models tell a finish reason and a usage with every
 * chunk, of which the last holds, so they are handed on at the end. Not thread-safe.
 */
final class ChunkReader {

    private final Consumer<AnswerEvent> events;

    private final Map<Integer, CandidateReader> candidates = new TreeMap<>();

    private final PartNumbers numbers = new PartNumbers();

    private String id = "";

    private Optional<Usage> usage = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    private boolean started;

    private boolean blocked;

    private boolean failed;

    ChunkReader(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    void read(JsonNode chunk) {
        if (this.failed) {
            return;
        }
        if (chunk.path("error").isObject()) {
            this.failed = true;
            this.events.accept(new AnswerEvent.Failed(GeminiErrorReader.read(chunk)));
            return;
        }
        if (!chunk.has("candidates") && !chunk.has("promptFeedback") && !chunk.has("usageMetadata")) {
            throw new UnreadableAnswer("no GenerateContentResponse");
        }
        start(chunk);
        for (JsonNode candidate : chunk.path("candidates")) {
            int choice = candidate.path("index").asInt(0);
            this.candidates.computeIfAbsent(choice, this::newCandidate).read(candidate);
        }
        this.blocked |= chunk.path("promptFeedback").has("blockReason");
        if (chunk.path("usageMetadata").isObject()) {
            JsonNode metadata = chunk.path("usageMetadata");
            this.usage = Optional.of(UsageMetadata.read(metadata));
            this.serviceTier = TrafficType.serviceTier(metadata.path("trafficType").asString(""));
        }
    }

    private CandidateReader newCandidate(int choice) {
        return new CandidateReader(choice, this.id, this.numbers, this.events);
    }

    private void start(JsonNode chunk) {
        if (!this.started) {
            this.started = true;
            this.id = chunk.path("responseId").asString("");
            this.events.accept(new AnswerEvent.Started(this.id, chunk.path("modelVersion").asString("")));
        }
    }

    /**
     * @throws UnreadableAnswer if more was to come
     */
    void requireEnding() {
        boolean ended = this.failed || this.blocked || (!this.candidates.isEmpty()
                && this.candidates.values().stream().allMatch(CandidateReader::hasFinishReason));
        if (!ended) {
            throw new UnreadableAnswer("the stream ended before the answer did");
        }
    }

    /** To be called once, when no chunk comes any more. */
    void end() {
        if (this.failed) {
            return;
        }
        this.candidates.values().forEach(CandidateReader::end);
        if (this.candidates.isEmpty()) {
            this.events.accept(new AnswerEvent.Finished(0,
                    this.blocked ? FinishReason.CONTENT_FILTER : FinishReason.STOP, Optional.empty()));
        }
        this.usage.ifPresent((told) -> this.events.accept(new AnswerEvent.UsageTold(told, this.serviceTier)));
    }

    /** Numbers parts over all candidates. */
    static final class PartNumbers {

        private int next;

        int take() {
            return this.next++;
        }

    }

}
