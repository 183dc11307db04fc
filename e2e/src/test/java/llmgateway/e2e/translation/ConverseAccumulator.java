package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.json.internal.unmarshall.document.DocumentUnmarshaller;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Puts a stream together, for which AWS' SDK has nothing of its own. */
final class ConverseAccumulator {

    private final List<ContentBlock> blocks = new ArrayList<>();

    private Optional<String> toolId = Optional.empty();

    private String toolName = "";

    private final StringBuilder text = new StringBuilder();

    private final StringBuilder input = new StringBuilder();

    private final StringBuilder thoughts = new StringBuilder();

    private final StringBuilder signature = new StringBuilder();

    private Optional<SdkBytes> redacted = Optional.empty();

    private String stopReason = "";

    private Optional<TokenUsage> usage = Optional.empty();

    ConverseStreamResponseHandler.Visitor visitor() {
        return ConverseStreamResponseHandler.Visitor.builder().onContentBlockStart((event) -> {
            this.toolId = Optional.of(event.start().toolUse().toolUseId());
            this.toolName = event.start().toolUse().name();
        })
            .onContentBlockDelta(this::add)
            .onContentBlockStop((event) -> end())
            .onMessageStop((event) -> this.stopReason = event.stopReasonAsString())
            .onMetadata((event) -> this.usage = Optional.of(event.usage()))
            .build();
    }

    private void add(ContentBlockDeltaEvent event) {
        ContentBlockDelta delta = event.delta();
        switch (delta.type()) {
            case TEXT -> this.text.append(delta.text());
            case TOOL_USE -> this.input.append(delta.toolUse().input());
            case REASONING_CONTENT -> {
                switch (delta.reasoningContent().type()) {
                    case TEXT -> this.thoughts.append(delta.reasoningContent().text());
                    case SIGNATURE -> this.signature.append(delta.reasoningContent().signature());
                    case REDACTED_CONTENT -> this.redacted = Optional.of(delta.reasoningContent().redactedContent());
                    default -> throw new AssertionError(delta);
                }
            }
            default -> throw new AssertionError(delta);
        }
    }

    private void end() {
        if (this.toolId.isPresent()) {
            Document arguments = JsonNode.parser().parse(this.input.toString()).visit(new DocumentUnmarshaller());
            String id = this.toolId.get();
            this.blocks
                .add(ContentBlock.fromToolUse((tool) -> tool.toolUseId(id).name(this.toolName).input(arguments)));
        }
        else if (this.redacted.isPresent()) {
            this.blocks
                .add(ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(this.redacted.get())));
        }
        else if (!this.thoughts.isEmpty() || !this.signature.isEmpty()) {
            this.blocks.add(ContentBlock.fromReasoningContent(ReasoningContentBlock.fromReasoningText(
                    (told) -> told.text(this.thoughts.toString()).signature(this.signature.toString()))));
        }
        else {
            this.blocks.add(ContentBlock.fromText(this.text.toString()));
        }
        this.toolId = Optional.empty();
        this.redacted = Optional.empty();
        List.of(this.text, this.input, this.thoughts, this.signature).forEach((builder) -> builder.setLength(0));
    }

    ConverseSdk.Answer answer() {
        return new ConverseSdk.Answer(
                Message.builder().role(ConversationRole.ASSISTANT).content(List.copyOf(this.blocks)).build(),
                this.stopReason, this.usage.orElseThrow());
    }

}
