package llmgateway.dialect.responses;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.openai.UsageWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response around its output, with what the API repeats of the request.
 *
 * @param id its own
 */
record ResponseObject(String id, String model, Instant created, ChatRequest request) {

    private static final double USUAL = 1;

    /** The provider's id, or one of our own. */
    static String id(String told) {
        return told.isEmpty() ? "resp_" + UUID.randomUUID().toString().replace("-", "") : told;
    }

    ObjectNode inProgress() {
        ObjectNode written = write("in_progress");
        written.putNull("incomplete_details").putArray("output");
        written.putNull("usage");
        return written;
    }

    /**
     * @param refused whether the output has the model's words of refusal
     */
    ObjectNode ended(List<ObjectNode> output, FinishReason reason, boolean refused, Optional<Usage> usage,
            Optional<String> serviceTier) {
        Optional<String> incomplete = incomplete(reason, refused);
        ObjectNode written = write(incomplete.isPresent() ? "incomplete" : "completed");
        incomplete.ifPresentOrElse((why) -> written.putObject("incomplete_details").put("reason", why),
                () -> written.putNull("incomplete_details"));
        ArrayNode items = written.putArray("output");
        output.forEach(items::add);
        usage.ifPresentOrElse((told) -> written.set("usage", UsageWriter.RESPONSES.write(told)),
                () -> written.putNull("usage"));
        serviceTier.ifPresent((tier) -> written.put("service_tier", tier));
        return written;
    }

    private static Optional<String> incomplete(FinishReason reason, boolean refused) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED -> Optional.empty();
            case LENGTH, CONTEXT_WINDOW -> Optional.of("max_output_tokens");
            case CONTENT_FILTER -> Optional.of("content_filter");
            case REFUSAL -> refused ? Optional.empty() : Optional.of("content_filter");
        };
    }

    private ObjectNode write(String status) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("id", this.id).put("object", "response").put("created_at", this.created.getEpochSecond());
        written.put("status", status).put("background", false).putNull("error").putNull("instructions");
        written.put("model", this.model).putNull("previous_response_id").put("store", false);
        this.request.sampling()
            .maxOutputTokens()
            .ifPresentOrElse((tokens) -> written.put("max_output_tokens", tokens),
                    () -> written.putNull("max_output_tokens"));
        written.put("temperature", this.request.sampling().temperature().orElse(USUAL));
        written.put("top_p", this.request.sampling().topP().orElse(USUAL));
        written.put("parallel_tool_calls", this.request.tooling().parallel().orElse(true));
        ToolingWriter.writeChoice(this.request.tooling().choice().orElseGet(ToolChoice.Auto::new), written);
        ToolingWriter.writeTools(this.request.tooling(), written.putArray("tools"));
        ToolingWriter.writeFormat(this.request.format(), written);
        writeReasoning(written.putObject("reasoning"));
        written.put("truncation", "disabled");
        ObjectNode metadata = written.putObject("metadata");
        this.request.service().metadata().forEach(metadata::put);
        this.request.service().user().ifPresent((user) -> written.put("user", user));
        return written;
    }

    private void writeReasoning(ObjectNode written) {
        this.request.reasoning()
            .flatMap(Reasoning::effort)
            .ifPresentOrElse((effort) -> written.put("effort", effort), () -> written.putNull("effort"));
        if (this.request.reasoning().flatMap(Reasoning::told).orElse(false)) {
            written.put("summary", "auto");
        }
        else {
            written.putNull("summary");
        }
    }

}
