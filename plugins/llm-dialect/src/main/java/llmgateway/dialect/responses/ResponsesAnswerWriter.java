package llmgateway.dialect.responses;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.TokenLogprob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer: {@code Response}. */
final class ResponsesAnswerWriter {

    private ResponsesAnswerWriter() {
    }

    static JsonNode write(ChatAnswer answer, ChatRequest request, Instant created) {
        ResponseObject response = new ResponseObject(ResponseObject.id(answer.id()), answer.model(), created, request);
        ChatAnswer.Choice choice = answer.choices().getFirst();
        OutputItems items = new OutputItems(response.id());
        List<ObjectNode> output = new ArrayList<>();
        List<TokenLogprob> logprobs = choice.logprobs();
        for (Part part : choice.parts()) {
            output.addAll(items.of(part, logprobs));
            if (part instanceof Part.Text) {
                logprobs = List.of();
            }
        }
        boolean refused = choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        return response.ended(output, choice.reason(), refused, answer.usage(), answer.serviceTier());
    }

}
