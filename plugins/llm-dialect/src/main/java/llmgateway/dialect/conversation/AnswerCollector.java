package llmgateway.dialect.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a whole answer of its events. Not thread-safe. */
public final class AnswerCollector implements Consumer<AnswerEvent> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Integer, Piece> parts = new TreeMap<>();

    private final Map<Integer, Ending> endings = new TreeMap<>();

    private final Map<Integer, List<TokenLogprob>> logprobs = new TreeMap<>();

    private String id = "";

    private String model = "";

    private Optional<Usage> usage = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    private Optional<ProviderError> error = Optional.empty();

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> {
                this.id = started.id();
                this.model = started.model();
            }
            case AnswerEvent.PartStarted started ->
                this.parts.put(started.part(), new Piece(started.choice(), started.head()));
            case AnswerEvent.Delta delta -> piece(delta.part()).text.append(delta.text());
            case AnswerEvent.Signed signed -> piece(signed.part()).signature = Optional.of(signed.signature());
            case AnswerEvent.Cited cited -> piece(cited.part()).citations.add(cited.citation());
            case AnswerEvent.Logprobs told ->
                this.logprobs.computeIfAbsent(told.choice(), (choice) -> new ArrayList<>()).addAll(told.logprobs());
            case AnswerEvent.PartEnded ended -> piece(ended.part());
            case AnswerEvent.Finished finished ->
                this.endings.put(finished.choice(), new Ending(finished.reason(), finished.stopSequence()));
            case AnswerEvent.UsageTold told -> {
                this.usage = Optional.of(told.usage());
                this.serviceTier = told.serviceTier().or(() -> this.serviceTier);
            }
            case AnswerEvent.Failed failed -> this.error = Optional.of(failed.error());
        }
    }

    /** The error that ended the answer. */
    public Optional<ProviderError> error() {
        return this.error;
    }

    /** Whether every choice that was begun has been finished. */
    public boolean isWhole() {
        return !this.endings.isEmpty() && this.error.isEmpty()
                && this.parts.values().stream().allMatch((piece) -> this.endings.containsKey(piece.choice));
    }

    /** What has come; a choice that was not finished counts as stopped. */
    public ChatAnswer answer() {
        List<ChatAnswer.Choice> choices = new ArrayList<>();
        int last = Math.max(0, Math.max(this.endings.keySet().stream().mapToInt(Integer::intValue).max().orElse(0),
                this.parts.values().stream().mapToInt((piece) -> piece.choice).max().orElse(0)));
        for (int choice = 0; choice <= last; choice++) {
            int current = choice;
            Ending ending = this.endings.getOrDefault(choice, new Ending(FinishReason.STOP, Optional.empty()));
            choices.add(new ChatAnswer.Choice(
                    this.parts.values().stream().filter((piece) -> piece.choice == current).map(Piece::part).toList(),
                    ending.reason(), ending.stopSequence(), this.logprobs.getOrDefault(choice, List.of())));
        }
        return new ChatAnswer(this.id, this.model, choices, this.usage, this.serviceTier);
    }

    private Piece piece(int part) {
        Piece piece = this.parts.get(part);
        if (piece == null) {
            throw new IllegalStateException("part " + part + " was not started");
        }
        return piece;
    }

    private record Ending(FinishReason reason, Optional<String> stopSequence) {
    }

    private static final class Piece {

        private final int choice;

        private final PartHead head;

        private final StringBuilder text = new StringBuilder();

        private final List<Citation> citations = new ArrayList<>();

        private Optional<Signature> signature = Optional.empty();

        Piece(int choice, PartHead head) {
            this.choice = choice;
            this.head = head;
        }

        Part part() {
            return switch (this.head) {
                case PartHead.Text text -> new Part.Text(this.text.toString(), this.citations);
                case PartHead.Thinking thinking -> new Part.Thinking(this.text.toString(), this.signature);
                case PartHead.HiddenThinking hidden ->
                    new Part.HiddenThinking(this.signature.orElse(hidden.signature()));
                case PartHead.Refusal refusal -> new Part.Refusal(this.text.toString());
                case PartHead.ToolCall call ->
                    new Part.ToolCall(call.id(), call.name(), arguments(), this.signature.or(call::signature));
            };
        }

        /** Models sometimes write arguments that are no JSON: those go as they are. */
        private JsonNode arguments() {
            String json = this.text.toString();
            if (json.isBlank()) {
                return JsonNodeFactory.instance.objectNode();
            }
            try {
                return JSON.readTree(json);
            }
            catch (JacksonException ex) {
                return JsonNodeFactory.instance.stringNode(json);
            }
        }

    }

}
