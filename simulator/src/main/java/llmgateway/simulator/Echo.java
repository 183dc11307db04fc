package llmgateway.simulator;

import java.util.Base64;

import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers with the request itself: method, path, query, headers as pairs, body as text
 * and in Base64.
 */
final class Echo {

    Answer of(ReceivedRequest request) {
        ObjectNode echo = JsonNodeFactory.instance.objectNode();
        echo.put("method", request.method());
        echo.put("path", request.path());
        echo.put("query", request.query());
        ArrayNode headers = echo.putArray("headers");
        request.headers().forEach((header) -> headers.addArray().add(header.name()).add(header.value()));
        echo.put("body", request.bodyText());
        echo.put("body_base64", Base64.getEncoder().encodeToString(request.body()));
        return Answer.json(echo);
    }

}
