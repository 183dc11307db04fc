package llmgateway.simulator.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request's body by its content type. */
public sealed interface RequestBody {

    /** The field {@code model}, where the body has one. */
    Optional<String> model();

    record None() implements RequestBody {

        @Override
        public Optional<String> model() {
            return Optional.empty();
        }

    }

    record Json(ObjectNode object) implements RequestBody {

        @Override
        public Optional<String> model() {
            return this.object.path("model").stringValueOpt();
        }

    }

    /**
     * A form.
     *
     * @param parts in order
     */
    record Form(List<Part> parts) implements RequestBody {

        public Form {
            parts = List.copyOf(parts);
        }

        public record Part(String name, byte[] content) {
        }

        @Override
        public Optional<String> model() {
            return field("model");
        }

        public Optional<String> field(String name) {
            return this.parts.stream()
                .filter((part) -> part.name().equals(name))
                .map((part) -> new String(part.content(), StandardCharsets.UTF_8))
                .findFirst();
        }

        public String requireField(String name) throws ApiException {
            return field(name).orElseThrow(() -> missing(name));
        }

        public Part requirePart(String name) throws ApiException {
            return this.parts.stream()
                .filter((part) -> part.name().equals(name) || part.name().equals(name + "[]"))
                .findFirst()
                .orElseThrow(() -> missing(name));
        }

        private static ApiException missing(String name) {
            return ApiException.invalid(name, "Missing required parameter: '" + name + "'.");
        }

    }

    /**
     * Reads bodies strictly: no duplicate fields, nothing after the object. Thread-safe.
     */
    final class Reader {

        private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

        /**
         * @throws ApiException when the body is not what its content type says
         */
        public RequestBody read(HttpFields headers, byte[] body) throws ApiException {
            if (body.length == 0) {
                return new None();
            }
            String contentType = Optional.ofNullable(headers.get(HttpHeader.CONTENT_TYPE)).orElse("");
            String mediaType = HttpField.getValueParameters(contentType, null).strip();
            return switch (mediaType) {
                case "application/json" -> json(body);
                case "multipart/form-data" -> form(contentType, body);
                default -> throw ApiException.malformed("Unsupported content type: '" + mediaType + "'.");
            };
        }

        private Json json(byte[] body) throws ApiException {
            JsonNode node;
            try {
                node = this.mapper.readTree(body);
            }
            catch (JacksonException ex) {
                throw ApiException.malformed("We could not parse the JSON body of your request: "
                        + ex.getOriginalMessage().replaceAll("\\s+", " "));
            }
            if (node instanceof ObjectNode object) {
                return new Json(object);
            }
            throw ApiException.malformed("The JSON body of your request is not an object.");
        }

        private static Form form(String contentType, byte[] body) throws ApiException {
            String boundary = MultiPart.extractBoundary(contentType);
            if (boundary == null) {
                throw ApiException.malformed("The form has no boundary.");
            }
            MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
            parser.setMaxMemoryFileSize(-1);
            try (MultiPartFormData.Parts parts = parser
                .parse(Content.Source.from(ByteBuffer.wrap(body)), Invocable.InvocationType.BLOCKING)
                .join()) {
                List<Form.Part> read = new ArrayList<>();
                for (MultiPart.Part part : parts) {
                    byte[] content = Content.Source.asInputStream(part.createContentSource()).readAllBytes();
                    read.add(new Form.Part(part.getName(), content));
                }
                return new Form(read);
            }
            catch (CompletionException | IOException ex) {
                throw ApiException.malformed("We could not parse the form of your request.");
            }
        }

    }

}
