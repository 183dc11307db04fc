package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.openai.Logprobs;
import llmgateway.dialect.openai.PartTeller;
import llmgateway.dialect.openai.UrlCitations;
import tools.jackson.databind.JsonNode;

/**
 * Tells one item of the output, of which pieces may have come before it is there whole.
 * Of items that are neither message, function call nor reasoning nothing is told. Not
 * thread-safe.
 */
final class ItemTeller {

    private static final String PARAGRAPH = "\n\n";

    private final PartTeller parts;

    /** Parts of a message by their index. */
    private final Map<Integer, Content> contents = new TreeMap<>();

    private OptionalInt call = OptionalInt.empty();

    private boolean argumentsTold;

    private OptionalInt thinking = OptionalInt.empty();

    private boolean summaryTold;

    private int paragraph;

    private boolean ended;

    ItemTeller(PartTeller parts) {
        this.parts = parts;
    }

    void added(JsonNode item) {
        if (isFunctionCall(item)) {
            startCall(item);
        }
    }

    void text(int index, JsonNode event) {
        String piece = event.path("delta").stringValue("");
        List<TokenLogprob> logprobs = Logprobs.read(event.path("logprobs"));
        if (piece.isEmpty() && logprobs.isEmpty()) {
            return;
        }
        Content content = content(index, new PartHead.Text());
        content.delta(piece);
        content.logprobs(logprobs);
    }

    void refusal(int index, String piece) {
        if (!piece.isEmpty()) {
            content(index, new PartHead.Refusal()).delta(piece);
        }
    }

    void cited(int index, JsonNode annotation) {
        content(index, new PartHead.Text()).cited(annotation);
    }

    void arguments(String piece) {
        this.argumentsTold |= !piece.isEmpty();
        this.call.ifPresent((part) -> this.parts.delta(part, piece));
    }

    /** Where a model tells both, its thoughts are told and their summary is not. */
    void reasoning(int index, String piece) {
        if (!this.summaryTold) {
            think(index, piece);
        }
    }

    void summary(int index, String piece) {
        this.summaryTold |= this.thinking.isEmpty();
        if (this.summaryTold) {
            think(index, piece);
        }
    }

    /** Tells what was not told, and ends all. */
    void done(JsonNode item) {
        if (this.ended) {
            lateLogprobs(item.path("content"));
            return;
        }
        switch (item.path("type").stringValue("")) {
            case "message" -> {
                int index = 0;
                for (JsonNode part : item.path("content")) {
                    contentDone(index++, part);
                }
            }
            case "function_call" -> {
                startCall(item);
                if (!this.argumentsTold) {
                    arguments(item.path("arguments").stringValue(""));
                }
            }
            case "reasoning" -> reasoningDone(item);
            default -> {
                // Run by the provider, which tells its outcome in a message.
            }
        }
        end();
    }

    void end() {
        if (this.ended) {
            return;
        }
        this.ended = true;
        this.contents.values().forEach((content) -> ended(content.part));
        this.thinking.ifPresent(this::ended);
        this.call.ifPresent(this::ended);
    }

    boolean isToolCall() {
        return this.call.isPresent();
    }

    boolean isRefusal() {
        return this.contents.values().stream().anyMatch((content) -> content.head instanceof PartHead.Refusal);
    }

    private void ended(int part) {
        this.parts.tell(new AnswerEvent.PartEnded(part));
    }

    private static boolean isFunctionCall(JsonNode item) {
        return item.path("type").stringValue("").equals("function_call");
    }

    private void startCall(JsonNode item) {
        if (this.call.isEmpty()) {
            String id = item.path("call_id").stringValue("");
            this.call = OptionalInt
                .of(this.parts.start(0, new PartHead.ToolCall(id.isEmpty() ? item.path("id").stringValue("") : id,
                        item.path("name").stringValue(""), Optional.empty())));
        }
    }

    private void contentDone(int index, JsonNode part) {
        boolean refusal = part.path("type").stringValue("").equals("refusal");
        String text = part.path(refusal ? "refusal" : "text").stringValue("");
        Content content = this.contents.get(index);
        if (content == null && text.isEmpty()) {
            return;
        }
        Content told = content(index, refusal ? new PartHead.Refusal() : new PartHead.Text());
        if (content == null) {
            told.delta(text);
        }
        told.logprobsUnlessTold(part);
        List<JsonNode> annotations = new ArrayList<>();
        part.path("annotations").forEach(annotations::add);
        annotations.stream().skip(told.annotations).forEach(told::cited);
    }

    /** They may be there with the response only. */
    private void lateLogprobs(JsonNode parts) {
        for (Map.Entry<Integer, Content> told : this.contents.entrySet()) {
            told.getValue().logprobsUnlessTold(parts.path(told.getKey()));
        }
    }

    private void reasoningDone(JsonNode item) {
        if (this.thinking.isEmpty()) {
            String field = item.path("summary").isEmpty() ? "content" : "summary";
            int index = 0;
            for (JsonNode part : item.path(field)) {
                startThinking();
                think(index++, part.path("text").stringValue(""));
            }
        }
        Optional<Signature> signature = item.path(EncryptedContent.FIELD)
            .stringValueOpt()
            .filter((text) -> !text.isEmpty())
            .map(EncryptedContent::read);
        if (this.thinking.isPresent()) {
            signature.ifPresent((told) -> this.parts.tell(new AnswerEvent.Signed(this.thinking.getAsInt(), told)));
        }
        else {
            signature.ifPresent((told) -> ended(this.parts.start(0, new PartHead.HiddenThinking(told))));
        }
    }

    private void think(int index, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        int part = startThinking();
        if (index > this.paragraph) {
            this.parts.delta(part, PARAGRAPH);
        }
        this.paragraph = index;
        this.parts.delta(part, piece);
    }

    /** Thoughts without a text are told too, where there is a place for one. */
    private int startThinking() {
        if (this.thinking.isEmpty()) {
            this.thinking = OptionalInt.of(this.parts.start(0, new PartHead.Thinking()));
        }
        return this.thinking.getAsInt();
    }

    private Content content(int index, PartHead head) {
        return this.contents.computeIfAbsent(index, (unknown) -> new Content(head, this.parts.start(0, head)));
    }

    /** A part of a message. */
    private final class Content {

        private final PartHead head;

        private final int part;

        private boolean hasLogprobs;

        private int annotations;

        Content(PartHead head, int part) {
            this.head = head;
            this.part = part;
        }

        void delta(String piece) {
            ItemTeller.this.parts.delta(this.part, piece);
        }

        void logprobs(List<TokenLogprob> logprobs) {
            if (!logprobs.isEmpty()) {
                this.hasLogprobs = true;
                ItemTeller.this.parts.tell(new AnswerEvent.Logprobs(0, logprobs));
            }
        }

        void logprobsUnlessTold(JsonNode whole) {
            if (!this.hasLogprobs) {
                logprobs(Logprobs.read(whole.path("logprobs")));
            }
        }

        /** Of files, whose ids say nothing to anybody else, nothing is told. */
        void cited(JsonNode annotation) {
            this.annotations++;
            if (annotation.path("type").stringValue("").equals("url_citation")) {
                ItemTeller.this.parts.tell(new AnswerEvent.Cited(this.part, UrlCitations.read(annotation, 0)));
            }
        }

    }

}
