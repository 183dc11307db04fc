package llmgateway.dialect.cohereembed;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.cohere.CohereEmbedModels;
import llmgateway.dialect.cohere.CohereErrorReader;
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

/** As Cohere speaks it. */
public final class CohereEmbedFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return CohereEmbedModels.support(feature);
    }

    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model.name());
        CohereEmbedModels.write(request, root);
        return root;
    }

    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        return new EmbeddingAnswer("", Vectors.of(document.path("embeddings").path("float")),
                InputUsage.of(document.path("meta").path("billed_units").path("input_tokens")));
    }

    @Override
    public ProviderError readError(int status, JsonNode document) {
        return CohereErrorReader.read(status, document);
    }

}
