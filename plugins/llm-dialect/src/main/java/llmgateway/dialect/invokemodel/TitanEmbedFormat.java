package llmgateway.dialect.invokemodel;

import java.util.List;
import java.util.Optional;

import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.bedrock.BedrockErrorReader;
import llmgateway.dialect.bedrock.InputTokenCount;
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

/**
 * Amazon Titan Text Embeddings. A call takes one text: several would be several calls,
 * each billed and each able to fail on its own.
 */
public final class TitanEmbedFormat implements EmbeddingProviderFormat {

    @Override
    public Support support(EmbeddingFeature feature) {
        return switch (feature) {
            case DIMENSIONS -> Support.SUPPORTED;
            case INPUT_TYPE, USER -> Support.DROPPED;
            case SEVERAL_INPUTS, TOKEN_IDS -> Support.REFUSED;
        };
    }

    @Override
    public JsonNode writeRequest(EmbeddingRequest request, RequestModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("inputText", request.texts().getFirst());
        request.dimensions().ifPresent((dimensions) -> root.put("dimensions", dimensions));
        return root;
    }

    @Override
    public EmbeddingAnswer readAnswer(JsonNode document) {
        List<double[]> vectors = Vectors
            .of(JsonNodeFactory.instance.arrayNode().add(document.path("embedding").deepCopy()));
        return new EmbeddingAnswer("", vectors, InputUsage.of(document.path("inputTextTokenCount")));
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
