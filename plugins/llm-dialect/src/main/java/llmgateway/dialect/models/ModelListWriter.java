package llmgateway.dialect.models;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import llmgateway.core.call.Dialect;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the answers of the models endpoints, with every field that the official SDKs
 * require: {@code Model} in openai-java 4.101.0, {@code ModelInfo} in anthropic-java
 * 3.12.0; for Google's, {@code Model} of the Gemini API, November 2026. Thread-safe.
 */
public final class ModelListWriter {

    private static final Headers JSON = Headers.of(new Header("content-type", "application/json"));

    private final JsonFactory json = new JsonFactory();

    /** All models in one page, in the order given. */
    public DirectResponse list(Dialect dialect, List<ListedModel> models) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), body)) {
            out.writeStartObject();
            if (dialect == Dialect.OPENAI) {
                out.writeStringProperty("object", "list");
            }
            out.writeArrayPropertyStart((dialect == Dialect.GEMINI) ? "models" : "data");
            models.forEach((model) -> write(out, dialect, model));
            out.writeEndArray();
            if (dialect == Dialect.ANTHROPIC) {
                out.writeBooleanProperty("has_more", false);
                out.writeName("first_id");
                out.writeString(models.isEmpty() ? null : models.getFirst().id());
                out.writeName("last_id");
                out.writeString(models.isEmpty() ? null : models.getLast().id());
            }
            out.writeEndObject();
        }
        return new DirectResponse(200, JSON, body.toByteArray());
    }

    public DirectResponse one(Dialect dialect, ListedModel model) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), body)) {
            write(out, dialect, model);
        }
        return new DirectResponse(200, JSON, body.toByteArray());
    }

    private static void write(JsonGenerator out, Dialect dialect, ListedModel model) {
        out.writeStartObject();
        switch (dialect) {
            case OPENAI -> {
                out.writeStringProperty("id", model.id());
                out.writeStringProperty("object", "model");
                out.writeNumberProperty("created", model.created().getEpochSecond());
                out.writeStringProperty("owned_by", model.ownedBy());
            }
            case GEMINI -> {
                out.writeStringProperty("name", "models/" + model.id());
                out.writeStringProperty("version", LocalDate.ofInstant(model.created(), ZoneOffset.UTC).toString());
                out.writeStringProperty("displayName", model.id());
                out.writeArrayPropertyStart("supportedGenerationMethods");
                out.writeString("generateContent");
                out.writeString("streamGenerateContent");
                out.writeEndArray();
            }
            case BEDROCK, COHERE, OLLAMA ->
                throw new IllegalArgumentException("models are not listed in the API of " + dialect);
            case ANTHROPIC -> {
                out.writeStringProperty("id", model.id());
                out.writeStringProperty("type", "model");
                out.writeStringProperty("display_name", model.id());
                // Whatever its maker calls it, here it can be called.
                out.writeStringProperty("lifecycle", "active");
                out.writeStringProperty("created_at", model.created().truncatedTo(ChronoUnit.SECONDS).toString());
            }
        }
        out.writeEndObject();
    }

}
