package llmgateway.apisix.settings;

import java.math.BigDecimal;

import llmgateway.document.Node;
import llmgateway.document.Problems;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a document's nodes into JSON. */
final class JsonTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Problems problems;

    /**
     * @param problems gets what JSON cannot say
     */
    JsonTree(Problems problems) {
        this.problems = problems;
    }

    ObjectNode object(Node.Mapping mapping) {
        ObjectNode object = JSON.objectNode();
        mapping.members().forEach((member) -> object.set(member.name(), json(member.value())));
        return object;
    }

    private JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> object(mapping);
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach((item) -> array.add(json(item)));
                yield array;
            }
            case Node.Text text -> JSON.stringNode(text.value());
            case Node.Numeral number -> number(number);
            case Node.Flag flag -> JSON.booleanNode(flag.value());
            case Node.Nothing _nothing -> JSON.nullNode();
        };
    }

    private JsonNode number(Node.Numeral number) {
        if (number.digits().matches("-?\\d{1,18}")) {
            return JSON.numberNode(Long.parseLong(number.digits()));
        }
        if (number.digits().matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
            return JSON.numberNode(new BigDecimal(number.digits()));
        }
        this.problems.add(number.place(), "", "must be a decimal number; quote it if it is text");
        return JSON.nullNode();
    }

}
