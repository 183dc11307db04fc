package llmgateway.dialect.responses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.ReasoningEffort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request to a provider. */
final class ResponsesRequestWriter {

    private static final String REASONING = "reasoning.encrypted_content";

    /** OpenAI refuses longer names of users. */
    private static final int USER_CHARACTERS = 64;

    private ResponsesRequestWriter() {
    }

    static JsonNode write(ChatRequest request, TargetModel model) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("model", model.name().name());
        written.set("input", InputWriter.write(request.messages()));
        writeTooling(request.tooling(), written);
        writeSampling(request.sampling(), written);
        if (!(request.format() instanceof ResponseFormat.PlainText)) {
            ToolingWriter.writeFormat(request.format(), written);
        }
        request.reasoning().ifPresent((reasoning) -> writeReasoning(reasoning, written));
        writeService(request.service(), written);
        written.put("store", false);
        if (request.stream()) {
            written.put("stream", true);
        }
        return written;
    }

    private static void writeTooling(Tooling tooling, ObjectNode written) {
        if (tooling.tools().isEmpty()) {
            return;
        }
        ToolingWriter.writeTools(tooling, written.putArray("tools"));
        tooling.choice().ifPresent((choice) -> ToolingWriter.writeChoice(choice, written));
        tooling.parallel().ifPresent((parallel) -> written.put("parallel_tool_calls", parallel));
    }

    private static void writeSampling(Sampling sampling, ObjectNode written) {
        sampling.maxOutputTokens().ifPresent((tokens) -> written.put("max_output_tokens", tokens));
        sampling.temperature().ifPresent((temperature) -> written.put("temperature", temperature));
        sampling.topP().ifPresent((topP) -> written.put("top_p", topP));
        sampling.logprobs().ifPresent((alternatives) -> {
            written.withArray("include").add(ResponsesRequestReader.LOGPROBS);
            written.put("top_logprobs", alternatives);
        });
    }

    private static void writeReasoning(Reasoning reasoning, ObjectNode written) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        ReasoningEffort.of(reasoning).ifPresent((effort) -> told.put("effort", effort));
        if (reasoning.told().orElse(false)) {
            told.put("summary", "auto");
        }
        if (!told.isEmpty()) {
            written.set("reasoning", told);
        }
        if (!told.isEmpty() && !told.path("effort").asString("").equals("none")) {
            // Nothing is stored, so the next turn has to bring it. Models that do not
            // think refuse this.
            written.withArray("include").add(REASONING);
        }
    }

    private static void writeService(ServiceOptions service, ObjectNode written) {
        service.user().ifPresent((user) -> written.put("user", (user.length() > USER_CHARACTERS) ? hash(user) : user));
        if (!service.metadata().isEmpty()) {
            ObjectNode metadata = written.putObject("metadata");
            service.metadata().forEach(metadata::put);
        }
        service.serviceTier().ifPresent((tier) -> written.put("service_tier", tier));
        service.promptCacheKey().ifPresent((key) -> written.put("prompt_cache_key", key));
    }

    private static String hash(String user) {
        try {
            return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

}
