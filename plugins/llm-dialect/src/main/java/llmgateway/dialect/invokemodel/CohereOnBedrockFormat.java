package llmgateway.dialect.invokemodel;

import java.util.Optional;

import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.bedrock.BedrockErrorReader;
import llmgateway.dialect.bedrock.InputTokenCount;
import llmgateway.dialect.cohere.CohereEmbedModels;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.InputUsage;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.Vectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cohere Embed, version 3 and 4. The body tells no usage. */
public final class CohereOnBedrockFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return CohereEmbedModels.support(feature);
    }

    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        CohereEmbedModels.write(request, root);
        return root;
    }

    /** By type, or where a model answers as if no type had been asked for, without. */
    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        JsonNode embeddings = document.path("embeddings");
        return new EmbeddingAnswer("", Vectors.of(embeddings.isObject() ? embeddings.path("float") : embeddings),
                Optional.empty());
    }

    @Override
    public Optional<Usage> usageInHead(Headers head) {
        return InputTokenCount.of(head).flatMap(InputUsage::of);
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return BedrockErrorReader.read(status, document);
    }

}
