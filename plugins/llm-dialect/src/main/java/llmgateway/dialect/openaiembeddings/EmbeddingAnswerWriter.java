package llmgateway.dialect.openaiembeddings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an answer, of which there may be millions of numbers, without a tree. Source:
 * {@code CreateEmbeddingResponse} in OpenAI's OpenAPI description 2.3.0 of August 2026.
 */
final class EmbeddingAnswerWriter {

    private static final int NUMBER_LENGTH = 14;

    private final JsonFactory json = new JsonFactory();

    byte[] write(EmbeddingAnswer answer, EmbeddingEncoding encoding) {
        ByteArrayOutputStream written = new ByteArrayOutputStream(256 + length(answer));
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), written)) {
            out.writeStartObject();
            out.writeStringProperty("object", "list");
            out.writeArrayPropertyStart("data");
            int index = 0;
            for (double[] vector : answer.vectors()) {
                write(vector, index++, encoding, out);
            }
            out.writeEndArray();
            out.writeStringProperty("model", answer.model());
            answer.usage().ifPresent((usage) -> write(usage, out));
            out.writeEndObject();
        }
        return written.toByteArray();
    }

    private static int length(EmbeddingAnswer answer) {
        return answer.vectors().stream().mapToInt((vector) -> vector.length * NUMBER_LENGTH).sum();
    }

    private static void write(double[] vector, int index, EmbeddingEncoding encoding, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("object", "embedding");
        out.writeNumberProperty("index", index);
        out.writeName("embedding");
        switch (encoding) {
            case FLOAT -> out.writeArray(vector, 0, vector.length);
            case BASE64 -> out.writeBinary(floats(vector));
        }
        out.writeEndObject();
    }

    private static byte[] floats(double[] vector) {
        ByteBuffer floats = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : vector) {
            floats.putFloat((float) number);
        }
        return floats.array();
    }

    private static void write(Usage usage, JsonGenerator out) {
        out.writeObjectPropertyStart("usage");
        out.writeNumberProperty("prompt_tokens", usage.inputTokens());
        out.writeNumberProperty("total_tokens", usage.totalTokens());
        out.writeEndObject();
    }

}
