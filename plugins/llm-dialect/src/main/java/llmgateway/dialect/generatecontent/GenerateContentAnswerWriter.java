package llmgateway.dialect.generatecontent;

import java.util.List;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Part;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one whole answer ({@code GenerateContentResponse}); used once. */
final class GenerateContentAnswerWriter {

    private final PartWriter parts;

    GenerateContentAnswerWriter(PartWriter.For client) {
        this.parts = new PartWriter(client);
    }

    ObjectNode write(ChatAnswer answer) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ArrayNode candidates = response.putArray("candidates");
        for (ChatAnswer.Choice choice : answer.choices()) {
            write(choice, candidates.size(), candidates.addObject());
        }
        answer.usage().ifPresent((usage) -> response.set("usageMetadata", UsageMetadata.write(usage)));
        writeNames(answer.model(), answer.id(), response);
        return response;
    }

    static void writeNames(String model, String id, ObjectNode response) {
        if (!model.isEmpty()) {
            response.put("modelVersion", model);
        }
        if (!id.isEmpty()) {
            response.put("responseId", id);
        }
    }

    private void write(ChatAnswer.Choice choice, int index, ObjectNode candidate) {
        ObjectNode content = candidate.putObject("content");
        ArrayNode written = content.putArray("parts");
        CitationWriter citations = new CitationWriter();
        for (Part part : choice.parts()) {
            this.parts.write(List.of(part), written);
            if (part instanceof Part.Text text) {
                citations.write(written.size() - 1, text.text(), text.citations());
            }
        }
        content.put("role", "model");
        candidate.put("finishReason", FinishReasons.write(choice.reason()));
        candidate.put("index", index);
        citations.metadata().ifPresent((metadata) -> candidate.set("groundingMetadata", metadata));
        if (!choice.logprobs().isEmpty()) {
            candidate.set("logprobsResult", LogprobsResult.write(choice.logprobs()));
        }
    }

}
