package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a request ({@code GenerateContentRequest}). */
final class GenerateContentRequestReader {

    /** What lies at Google. */
    private static final List<String> OF_GOOGLE = List.of("cachedContent", "continuationToken");

    private GenerateContentRequestReader() {
    }

    /** Its usage is always told, in streams too. */
    static ChatRequest read(JsonNode body) {
        RequestFields root = RequestFields.of(UsualSpelling.of(body));
        for (String field : OF_GOOGLE) {
            if (root.has(field)) {
                throw root.notTranslatable(field);
            }
        }
        // The path names the model.
        root.ignore("model");
        GenerationConfigReader config = new GenerationConfigReader(root.object("generationConfig")
            .orElseGet(() -> RequestFields.of(JsonNodeFactory.instance.objectNode())));
        ChatRequest request = ChatRequest.of(messages(root))
            .withTooling(ToolingReader.read(root))
            .withSampling(config.sampling())
            .withFormat(config.format())
            .withReasoning(config.reasoning())
            .withService(service(root));
        return new ChatRequest(request.messages(), request.tooling(), request.sampling(), request.format(),
                request.reasoning(), request.service(), false, true, root.unread());
    }

    private static List<Message> messages(RequestFields root) {
        List<Message> messages = new ArrayList<>();
        ContentReader contents = new ContentReader();
        root.object("systemInstruction").map(contents::systemMessage).ifPresent(messages::add);
        List<RequestFields> turns = root.objects("contents");
        if (turns.isEmpty()) {
            throw root.invalid("contents", "must have at least one content");
        }
        turns.forEach((turn) -> messages.add(contents.message(turn)));
        return messages;
    }

    private static ServiceOptions service(RequestFields root) {
        return new ServiceOptions(Optional.empty(), root.stringsByName("labels"),
                root.string("serviceTier").flatMap(ServiceTiers::ofGemini), Optional.empty());
    }

}
