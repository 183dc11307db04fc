package llmgateway.dialect.format;

import java.util.Set;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import tools.jackson.databind.JsonNode;

/** An API as providers speak it. Immutable. */
public interface ProviderFormat {

    /**
     * What the API can do of what a request may ask for; answers for every feature.
     * @param model that would answer: some models cannot do all that their API can
     */
    Support support(Feature feature, TargetModel model);

    /**
     * What gives way to other wishes of the same request, though the API can do it: left
     * out, and told to the client as what is {@link Support#DROPPED}.
     * @param request asks for nothing that {@link #support} denies
     * @return features that can be dropped
     */
    default Set<Feature> givingWay(ChatRequest request, TargetModel model) {
        return Set.of();
    }

    /**
     * @param request asks for nothing that {@link #support} denies
     * @throws UntranslatableRequest if it has what no feature names and the API cannot
     * say, such as a document of a type that it does not know
     */
    JsonNode writeRequest(ChatRequest request, TargetModel model);

    /**
     * @param document the whole answer, of a 2xx status
     * @throws UnreadableAnswer if it is none of this API
     */
    ChatAnswer readAnswer(JsonNode document);

    /**
     * For one answer.
     * @param events told each event as soon as its bytes are there
     */
    StreamReader streamReader(Consumer<AnswerEvent> events);

    /**
     * @param status 400 to 599
     * @param document the body; missing if it is no JSON
     */
    ProviderError readError(int status, JsonNode document);

}
