package llmgateway.e2e.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.opentelemetry.proto.common.v1.AnyValue;

import static org.assertj.core.api.Assertions.assertThat;

/** OpenTelemetry's conventions for spans of GenAI clients, from the list beside. */
final class GenAiConventions {

    private static final String LIST = "gen-ai-client-spans.tsv";

    private final Map<String, Attribute> attributes;

    GenAiConventions() {
        try (InputStream list = GenAiConventions.class.getResourceAsStream(LIST)) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            this.attributes = text.lines()
                .filter((line) -> !line.startsWith("#"))
                .map((line) -> line.split("\t", -1))
                .collect(Collectors.toMap((cells) -> cells[0], (cells) -> new Attribute(cells[1], cells[2])));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** All that the conventions demand is there, and nothing of theirs is made up. */
    void check(ReceivedSpan span) {
        checkNamesAndTypes(span);
        this.attributes.forEach((name, attribute) -> {
            if (attribute.requirement().equals("required")) {
                assertThat(span.attributes()).as(span.name()).containsKey(name);
            }
        });
        assertThat(span.name()).isEqualTo(span.text("gen_ai.operation.name") + " " + span.text("gen_ai.request.model"));
        assertThat(span.attribute("server.address").isPresent()).isEqualTo(span.attribute("server.port").isPresent());
        boolean failed = span.span().getStatus().getCodeValue() == 2;
        assertThat(span.attribute("error.type").isPresent()).as("an error says which").isEqualTo(failed);
    }

    /** Nothing of the conventions is made up. */
    void checkNamesAndTypes(ReceivedSpan span) {
        span.attributes().forEach((name, value) -> {
            if (name.startsWith("llm.") || name.equals("http.response.status_code")) {
                return;
            }
            assertThat(this.attributes).as("what the conventions know").containsKey(name);
            String type = Objects.requireNonNull(this.attributes.get(name)).type();
            assertThat(value.getValueCase()).as(name).isEqualTo(switch (type) {
                case "int" -> AnyValue.ValueCase.INT_VALUE;
                case "double" -> AnyValue.ValueCase.DOUBLE_VALUE;
                case "boolean" -> AnyValue.ValueCase.BOOL_VALUE;
                case "string[]" -> AnyValue.ValueCase.ARRAY_VALUE;
                // Structured values may be JSON on spans.
                default -> AnyValue.ValueCase.STRING_VALUE;
            });
        });
    }

    private record Attribute(String type, String requirement) {
    }

}
