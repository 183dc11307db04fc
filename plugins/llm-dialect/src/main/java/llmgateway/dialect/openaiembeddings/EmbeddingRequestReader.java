package llmgateway.dialect.openaiembeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import llmgateway.dialect.embedding.EmbeddingEncoding;
import llmgateway.dialect.embedding.EmbeddingInput;
import llmgateway.dialect.embedding.EmbeddingPurpose;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;

/**
 * Reads a request. Source: {@code CreateEmbeddingRequest} in OpenAI's OpenAPI description
 * 2.3.0 of August 2026; {@code input_type} is no field of OpenAI's, but of the compatible
 * APIs of Voyage, Cohere and NVIDIA, each with words of its own.
 */
final class EmbeddingRequestReader {

    private static final String INPUT = "input";

    private static final Map<String, EmbeddingEncoding> ENCODINGS = Map.of("float", EmbeddingEncoding.FLOAT, "base64",
            EmbeddingEncoding.BASE64);

    private static final Map<String, EmbeddingPurpose> PURPOSES = Map.of("query", EmbeddingPurpose.QUERY,
            "search_query", EmbeddingPurpose.QUERY, "document", EmbeddingPurpose.DOCUMENT, "search_document",
            EmbeddingPurpose.DOCUMENT, "passage", EmbeddingPurpose.DOCUMENT, "classification",
            EmbeddingPurpose.CLASSIFICATION, "clustering", EmbeddingPurpose.CLUSTERING);

    private final RequestFields fields;

    private EmbeddingRequestReader(RequestFields fields) {
        this.fields = fields;
    }

    static EmbeddingRequest read(JsonNode body) {
        return new EmbeddingRequestReader(RequestFields.of(body)).read();
    }

    private EmbeddingRequest read() {
        this.fields.ignore("model", "stream");
        List<EmbeddingInput> inputs = inputs(this.fields.requiredAny(INPUT));
        OptionalInt dimensions = this.fields.integer("dimensions", 1, Integer.MAX_VALUE);
        return new EmbeddingRequest(inputs, dimensions, this.fields.word("input_type", PURPOSES),
                this.fields.word("encoding_format", ENCODINGS).orElse(EmbeddingEncoding.FLOAT),
                this.fields.string("user"), this.fields.unread());
    }

    private List<EmbeddingInput> inputs(JsonNode input) {
        if (input.isString()) {
            return List.of(new EmbeddingInput.Text(input.stringValue()));
        }
        if (!input.isArray() || input.isEmpty()) {
            throw this.fields.invalid(INPUT, "must be a string or an array that is not empty");
        }
        if (input.get(0).isNumber()) {
            return List.of(tokenIds(input));
        }
        List<EmbeddingInput> inputs = new ArrayList<>(input.size());
        for (JsonNode element : input) {
            inputs.add(element.isString() ? new EmbeddingInput.Text(element.stringValue()) : tokenIds(element));
        }
        return inputs;
    }

    private EmbeddingInput tokenIds(JsonNode array) {
        if (!array.isArray()) {
            throw this.fields.invalid(INPUT, "must hold strings or arrays of token ids");
        }
        List<Long> ids = new ArrayList<>(array.size());
        for (JsonNode id : array) {
            if (!id.isIntegralNumber() || !id.canConvertToLong()) {
                throw this.fields.invalid(INPUT, "must hold strings or arrays of token ids");
            }
            ids.add(id.longValue());
        }
        return new EmbeddingInput.TokenIds(ids);
    }

}
