package llmgateway.dialect.generatecontent;

import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import tools.jackson.databind.JsonNode;

/**
 * Reads one candidate, chunk by chunk. The first text of a chunk goes on with the last
 * one of the chunk before. Parts that only Google's own tools and models write are passed
 * over. Not thread-safe.
 */
final class CandidateReader {

    private static final int ID_LENGTH = 40;

    private final int choice;

    private final String answerId;

    private final ChunkReader.PartNumbers numbers;

    private final Consumer<AnswerEvent> events;

    private final CitationReader citations = new CitationReader();

    private Optional<OpenText> open = Optional.empty();

    /** How many parts have begun. */
    private int parts;

    private int calls;

    private Optional<String> finishReason = Optional.empty();

    CandidateReader(int choice, String answerId, ChunkReader.PartNumbers numbers, Consumer<AnswerEvent> events) {
        this.choice = choice;
        this.answerId = answerId;
        this.numbers = numbers;
        this.events = events;
    }

    void read(JsonNode candidate) {
        this.citations.read(candidate);
        boolean goesOn = true;
        for (JsonNode part : candidate.path("content").path("parts")) {
            goesOn = goesOn && part.path("text").isString() && this.open.isPresent()
                    && this.open.get().thought == part.path("thought").asBoolean(false);
            this.parts += goesOn ? 0 : 1;
            if (part.path("functionCall").isObject()) {
                readCall(part);
            }
            else if (part.path("text").isString()) {
                readText(part, goesOn);
            }
            goesOn = false;
        }
        this.open.filter((text) -> !text.thought).ifPresent(this::cite);
        readLogprobs(candidate.path("logprobsResult"));
        Optional.of(candidate.path("finishReason").asString(""))
            .filter((reason) -> !reason.isEmpty())
            .ifPresent((reason) -> this.finishReason = Optional.of(reason));
    }

    private void readText(JsonNode part, boolean goesOn) {
        boolean thought = part.path("thought").asBoolean(false);
        String text = part.path("text").asString();
        Optional<Signature> signature = signature(part);
        if (!text.isEmpty() || (thought && signature.isPresent())) {
            OpenText current = this.open.filter((last) -> goesOn).orElseGet(() -> open(thought));
            if (!text.isEmpty()) {
                current.text.append(text);
                this.events.accept(new AnswerEvent.Delta(current.number, text));
            }
            if (thought) {
                signature.ifPresent((signed) -> this.events.accept(new AnswerEvent.Signed(current.number, signed)));
            }
        }
        if (!thought) {
            signature.ifPresent(this::hide);
        }
    }

    /** What signs a text is no part of it elsewhere. */
    private void hide(Signature signature) {
        close();
        int number = this.numbers.take();
        this.events.accept(new AnswerEvent.PartStarted(number, this.choice, new PartHead.HiddenThinking(signature)));
        this.events.accept(new AnswerEvent.PartEnded(number));
    }

    private void readCall(JsonNode part) {
        close();
        JsonNode call = part.path("functionCall");
        String id = call.path("id").asString("");
        int number = this.numbers.take();
        this.events.accept(new AnswerEvent.PartStarted(number, this.choice,
                new PartHead.ToolCall(id.isEmpty() ? newId() : id, call.path("name").asString(""), signature(part))));
        JsonNode arguments = call.path("args");
        this.events.accept(new AnswerEvent.Delta(number, arguments.isObject() ? arguments.toString() : "{}"));
        this.events.accept(new AnswerEvent.PartEnded(number));
        this.calls++;
    }

    /** Unlike that of any other call in the conversation. */
    private String newId() {
        String answer = this.answerId.replaceAll("[^a-zA-Z0-9_-]", "");
        String cut = (answer.length() > ID_LENGTH) ? answer.substring(0, ID_LENGTH) : answer;
        return "call_" + cut + "_" + this.choice + "_" + this.calls;
    }

    private void readLogprobs(JsonNode result) {
        if (!result.path("chosenCandidates").isEmpty()) {
            this.events.accept(new AnswerEvent.Logprobs(this.choice, LogprobsResult.read(result)));
        }
    }

    boolean hasFinishReason() {
        return this.finishReason.isPresent();
    }

    void end() {
        close();
        this.events.accept(new AnswerEvent.Finished(this.choice,
                FinishReasons.read(this.finishReason.orElse(""), this.calls > 0), Optional.empty()));
    }

    private OpenText open(boolean thought) {
        close();
        OpenText opened = new OpenText(this.numbers.take(), thought, this.parts - 1);
        this.open = Optional.of(opened);
        this.events.accept(new AnswerEvent.PartStarted(opened.number, this.choice,
                thought ? new PartHead.Thinking() : new PartHead.Text()));
        return opened;
    }

    private void close() {
        this.open.ifPresent((text) -> {
            if (!text.thought) {
                cite(text);
            }
            this.events.accept(new AnswerEvent.PartEnded(text.number));
        });
        this.open = Optional.empty();
    }

    private void cite(OpenText text) {
        this.citations.of(text.position, text.text, this.parts)
            .forEach((citation) -> this.events.accept(new AnswerEvent.Cited(text.number, citation)));
    }

    private static Optional<Signature> signature(JsonNode part) {
        return Optional.of(part.path("thoughtSignature").asString(""))
            .filter((value) -> !value.isEmpty())
            .map(ThoughtSignatures::ofProvider);
    }

    /** A text or thought that may go on. */
    private static final class OpenText {

        private final int number;

        private final boolean thought;

        private final int position;

        private final StringBuilder text = new StringBuilder();

        OpenText(int number, boolean thought, int position) {
            this.number = number;
            this.thought = thought;
            this.position = position;
        }

    }

}
