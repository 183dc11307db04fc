package llmgateway.dialect.chatcompletions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.openai.Logprobs;
import llmgateway.dialect.openai.PartTeller;
import llmgateway.dialect.openai.UrlCitations;
import tools.jackson.databind.JsonNode;

/** Tells one choice of an answer. Not thread-safe. */
final class ChoiceTeller {

    private final PartTeller parts;

    private final int choice;

    private final ThinkingTeller thinking;

    private final ToolCallTeller toolCalls;

    private OptionalInt text = OptionalInt.empty();

    private OptionalInt refusal = OptionalInt.empty();

    /** UTF-16 units of all text, and of that before the part under way. */
    private int textLength;

    private int textBefore;

    private boolean refused;

    private Optional<FinishReason> reason = Optional.empty();

    private Optional<String> stopSequence = Optional.empty();

    /**
     * @param answer its id
     */
    ChoiceTeller(PartTeller parts, int choice, String answer) {
        this.parts = parts;
        this.choice = choice;
        this.thinking = new ThinkingTeller(parts, choice);
        this.toolCalls = new ToolCallTeller(parts, choice, answer);
    }

    /**
     * @param field that has the content
     */
    void read(JsonNode told, String field) {
        JsonNode message = told.path(field);
        readThinking(message);
        readContent(message.path("content"));
        message.path("annotations").forEach(this::readAnnotation);
        refusal(message.path("refusal").stringValue(""));
        readToolCalls(message, field.equals("message"));
        readLogprobs(told.path("logprobs"));
        told.path("finish_reason")
            .stringValueOpt()
            .filter((word) -> !word.isEmpty())
            .ifPresent((word) -> this.reason = Optional.of(FinishReasons.read(word)));
        // vLLM tells the stop sequence here, and a token's number where that ended it.
        told.path("stop_reason").stringValueOpt().ifPresent((sequence) -> {
            this.stopSequence = Optional.of(sequence);
            this.reason = Optional.of(FinishReason.STOP_SEQUENCE);
        });
    }

    boolean hasReason() {
        return this.reason.isPresent();
    }

    void finish() {
        endTexts();
        this.toolCalls.finish();
        this.parts.tell(new AnswerEvent.Finished(this.choice, reason(), this.stopSequence));
    }

    private FinishReason reason() {
        FinishReason told = this.reason.orElse(FinishReason.STOP);
        if (told == FinishReason.STOP && this.toolCalls.any()) {
            return FinishReason.TOOL_CALLS;
        }
        return (told == FinishReason.STOP && this.refused) ? FinishReason.REFUSAL : told;
    }

    private void readThinking(JsonNode message) {
        boolean textTold = false;
        for (JsonNode detail : message.path(ReasoningDetails.FIELD)) {
            if (detail.isObject()) {
                endText();
                this.thinking.detail(detail);
                textTold |= !ReasoningDetails.text(detail).isEmpty();
            }
        }
        if (textTold) {
            return;
        }
        for (String field : ReasoningDetails.TEXT_FIELDS) {
            String piece = message.path(field).stringValue("");
            if (!piece.isEmpty()) {
                endText();
                this.thinking.text(field, piece);
                return;
            }
        }
    }

    /** Mistral's reasoning models send a list of parts instead of a text. */
    private void readContent(JsonNode content) {
        content(content.stringValue(""));
        if (!content.isArray()) {
            return;
        }
        for (JsonNode part : content) {
            switch (part.path("type").stringValue("")) {
                case "text" -> content(part.path("text").stringValue(""));
                case "thinking" -> {
                    endText();
                    part.path("thinking")
                        .forEach((piece) -> this.thinking.unsigned(piece.path("text").stringValue("")));
                }
                default -> {
                    // References and the like are told elsewhere, too.
                }
            }
        }
    }

    private void content(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        this.thinking.end();
        if (this.text.isEmpty()) {
            this.textBefore = this.textLength;
            this.text = OptionalInt.of(this.parts.start(this.choice, new PartHead.Text()));
        }
        this.textLength += piece.length();
        this.parts.delta(this.text.getAsInt(), piece);
    }

    private void refusal(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        this.refused = true;
        if (this.refusal.isEmpty()) {
            endTexts();
            this.refusal = OptionalInt.of(this.parts.start(this.choice, new PartHead.Refusal()));
        }
        this.parts.delta(this.refusal.getAsInt(), piece);
    }

    private void readAnnotation(JsonNode annotation) {
        JsonNode citation = annotation.path("url_citation");
        if (this.text.isPresent() && citation.isObject()) {
            this.parts.tell(new AnswerEvent.Cited(this.text.getAsInt(), UrlCitations.read(citation, this.textBefore)));
        }
    }

    private void readToolCalls(JsonNode message, boolean whole) {
        for (JsonNode call : message.path("tool_calls")) {
            endTexts();
            this.toolCalls.read(call, whole);
        }
        if (message.path("function_call").isObject()) {
            endTexts();
            this.toolCalls.readFunction(message.path("function_call"));
        }
    }

    private void readLogprobs(JsonNode told) {
        List<TokenLogprob> tokens = new ArrayList<>(Logprobs.read(told.path("content")));
        tokens.addAll(Logprobs.read(told.path("refusal")));
        if (!tokens.isEmpty()) {
            this.parts.tell(new AnswerEvent.Logprobs(this.choice, tokens));
        }
    }

    private void endTexts() {
        this.thinking.end();
        endText();
        this.refusal.ifPresent((part) -> this.parts.tell(new AnswerEvent.PartEnded(part)));
        this.refusal = OptionalInt.empty();
    }

    private void endText() {
        this.text.ifPresent((part) -> this.parts.tell(new AnswerEvent.PartEnded(part)));
        this.text = OptionalInt.empty();
    }

}
