package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.Platform;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class VertexAiEditsTest {

    private static final BodyEdits EDITS = new BodyEdits(Optional.of(new RequestModel("new")), false,
            Platform.VERTEX_AI);

    private static final String VERSION = "\"anthropic_version\":\"vertex-2023-10-16\"";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = { "{\"model\":\"a\",\"x\":1}|{$V,\"x\":1}", "{ \"x\" : 1 , \"model\" : \"a\" }|{ \"x\" : 1 , $V }",
                    "{\"model\":\"a\"}|{$V}", "{\"model\":\"a\",\"anthropic_version\":\"vertex-1\"}|{$V}",
                    "{ \"anthropic_version\" : null , \"model\" : \"a\" }|{ $V  }",
                    "{\"x\":{\"model\":\"b\"},\"model\":\"a\",\"y\":2}|{\"x\":{\"model\":\"b\"},$V,\"y\":2}" })
    void putsTheVersionInPlaceOfTheModelWhichStandsInThePath(String body, String edited) {
        assertThat(edit(Endpoint.MESSAGES, body, EDITS)).isEqualTo(edited.replace("$V", VERSION));
    }

    @Test
    void whereTokensAreCountedTheBodyNamesTheModel() {
        assertThat(edit(Endpoint.COUNT_TOKENS, "{\"model\":\"a\",\"x\":1}", EDITS))
            .isEqualTo("{" + VERSION + ",\"model\":\"new\",\"x\":1}");
    }

    @Test
    void E5_limitsTheOutputBesideIt() {
        BodyEdits limited = EDITS.withOutputLimit(new OutputLimit("max_tokens", 9));

        assertThat(edit(Endpoint.MESSAGES, "{\"model\":\"a\",\"anthropic_version\":\"x\"}", limited))
            .isEqualTo("{\"max_tokens\":9," + VERSION + "}");
        assertThat(edit(Endpoint.MESSAGES, "{\"model\":\"a\",\"max_tokens\":10}", limited))
            .isEqualTo("{" + VERSION + ",\"max_tokens\":9}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"functionCall\":{\"id\":\"1\",\"name\":\"f\"}}|{\"functionCall\":{\"name\":\"f\"}}",
            "{\"functionCall\":{\"name\":\"f\", \"id\" : \"1\" , \"args\":{\"id\":1}}}|{\"functionCall\":{\"name\":\"f\",  \"args\":{\"id\":1}}}",
            "{\"function_response\":{\"name\":\"f\" , \"id\":\"1\" }}|{\"function_response\":{\"name\":\"f\"  }}",
            "{\"functionCall\":{ \"id\":\"1\" }}|{\"functionCall\":{  }}",
            "{\"text\":\"a\",\"id\":\"kept\"}|{\"text\":\"a\",\"id\":\"kept\"}" })
    void takesTheIdsOfCallsAndResultsOutOfGeminiBodies(String part, String edited) {
        String body = "{\"contents\":[{\"parts\":[{\"text\":\"id\"},%s]}],\"id\":1,\"tools\":[{\"functionDeclarations\":[{\"id\":2}]}]}";

        assertThat(edit(Endpoint.GENERATE_CONTENT, body.formatted(part), EDITS)).isEqualTo(body.formatted(edited));
    }

    @RepeatedTest(200)
    void whateverElseABodyHoldsStays(RepetitionInfo repetition) {
        RandomGenerator random = new SplittableRandom(repetition.getCurrentRepetition());
        ObjectNode without = JsonNodeFactory.instance.objectNode();
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        ArrayNode contentsWithout = without.putArray("contents");
        ArrayNode contentsWith = with.putArray("contents");
        int contents = random.nextInt(4);
        for (int content = 0; content < contents; content++) {
            ArrayNode partsWithout = contentsWithout.addObject().putArray("parts");
            ArrayNode partsWith = contentsWith.addObject().putArray("parts");
            int parts = random.nextInt(4);
            for (int part = 0; part < parts; part++) {
                addPart(random, partsWithout.addObject(), partsWith.addObject());
            }
        }

        JsonNode edited = JSON.readTree(
                edit(Endpoint.GENERATE_CONTENT, random.nextBoolean() ? with.toString() : with.toPrettyString(), EDITS));

        assertThat(edited).isEqualTo(without);
    }

    private static void addPart(RandomGenerator random, ObjectNode without, ObjectNode with) {
        String kind = (new String[] { "functionCall", "function_call", "functionResponse", "text" })[random.nextInt(4)];
        ObjectNode plain = without.putObject(kind);
        ObjectNode named = with.putObject(kind);
        int members = random.nextInt(4);
        int id = random.nextInt(4);
        for (int member = 0; member <= members; member++) {
            if (member == id) {
                named.put("id", "call_" + member);
                if (kind.equals("text")) {
                    plain.put("id", "call_" + member);
                }
            }
            plain.putObject("m" + member).put("id", member);
            named.putObject("m" + member).put("id", member);
        }
    }

    private static String edit(Endpoint endpoint, String body, BodyEdits edits) {
        return new String(Requests.accepted(endpoint, body).body().edited(edits), StandardCharsets.UTF_8);
    }

}
