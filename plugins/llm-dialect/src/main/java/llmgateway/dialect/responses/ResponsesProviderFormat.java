package llmgateway.dialect.responses;

import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.ErrorReader;
import tools.jackson.databind.JsonNode;

/** Responses at OpenAI and Azure OpenAI. Asks the provider to store nothing. */
public final class ResponsesProviderFormat implements ProviderFormat {

    @Override
    public Support support(Feature feature, TargetModel model) {
        return switch (feature) {
            case IMAGE_URL, IMAGE_INLINE, DOCUMENT_URL, DOCUMENT_INLINE, DOCUMENT_TEXT, MEDIA_IN_TOOL_RESULT, TOOLS,
                    TOOL_CHOICE_NONE, TOOL_CHOICE_REQUIRED, TOOL_CHOICE_NAMED, PARALLEL_TOOL_CALLS, STRICT_TOOLS,
                    JSON_OBJECT, JSON_SCHEMA, REASONING_EFFORT, REASONING_BUDGET, REASONING_TOLD, TEMPERATURE, TOP_P,
                    LOGPROBS, USER, METADATA, SERVICE_TIER, PROMPT_CACHE_KEY ->
                Support.SUPPORTED;
            // Caching needs no marks, and models before GPT-5.6 refuse them.
            case CACHE_POINT, TOP_K, FREQUENCY_PENALTY, PRESENCE_PENALTY, SEED -> Support.DROPPED;
            case AUDIO, FILE_ID, STOP, CHOICES, LOGIT_BIAS -> Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(ChatRequest request, TargetModel model) {
        return ResponsesRequestWriter.write(request, model);
    }

    @Override
    public ChatAnswer readAnswer(JsonNode document) {
        return ResponsesAnswerReader.read(document);
    }

    @Override
    public StreamReader streamReader(Consumer<AnswerEvent> events) {
        return new ResponsesStreamReader(events);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return ErrorReader.read(status, document);
    }

}
