package llmgateway.dialect.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.claude.VertexAi;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * What makes a body for a model's maker one for Vertex AI: Claude's model stands in the
 * path, and its version in the body; calls of Gemini's tools have no ids. Finds the
 * places in a pass of its own, which only bodies for Vertex AI need.
 */
final class VertexAiEdits {

    /**
     * Where calls and their results stand, from the root; names come in both spellings.
     */
    private static final List<Set<String>> CALLS = List.of(Set.of("contents"), Set.of("parts"),
            Set.of("functionCall", "function_call", "functionResponse", "function_response"));

    private final Endpoint endpoint;

    private final JsonFactory factory;

    private final RequestLimits limits;

    VertexAiEdits(Endpoint endpoint, JsonFactory factory, RequestLimits limits) {
        this.endpoint = endpoint;
        this.factory = factory;
        this.limits = limits;
    }

    /**
     * @param body one that was found acceptable
     */
    void add(byte[] body, List<Splice> splices, List<String> newMembers) {
        try (StrictJson json = new StrictJson(this.factory, body, this.limits)) {
            json.next();
            switch (this.endpoint) {
                case MESSAGES, COUNT_TOKENS -> setVersion(json, body, splices, newMembers);
                case GENERATE_CONTENT, GEMINI_COUNT_TOKENS -> removeCallIds(json, body, 0, splices);
                default -> {
                }
            }
        }
    }

    /** Where tokens are counted the body names the model all the same. */
    private void setVersion(StrictJson json, byte[] body, List<Splice> splices, List<String> newMembers) {
        Optional<Span> version = Optional.empty();
        Optional<Span> model = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            String key = json.key();
            int from = json.token().from();
            json.skipRest(json.next());
            if (key.equals(VertexAi.VERSION_FIELD)) {
                version = Optional.of(new Span(from, json.token().to()));
            }
            else if (key.equals(KnownFields.MODEL) && this.endpoint == Endpoint.MESSAGES) {
                model = Optional.of(new Span(from, json.token().to()));
            }
        }
        String member = "\"" + VertexAi.VERSION_FIELD + "\":\"" + VertexAi.VERSION + "\"";
        if (version.isPresent()) {
            splices.add(Splice.replace(version.get(), member));
            model.ifPresent((span) -> splices.add(removal(body, span.from(), span.to())));
        }
        else {
            model.ifPresentOrElse((span) -> splices.add(Splice.replace(span, member)), () -> newMembers.add(member));
        }
    }

    /**
     * @param depth of the current token's object on the way to calls
     */
    private static void removeCallIds(StrictJson json, byte[] body, int depth, List<Splice> splices) {
        while (json.next() != JsonToken.END_OBJECT) {
            String key = json.key();
            int from = json.token().from();
            JsonToken value = json.next();
            if (depth < CALLS.size() && CALLS.get(depth).contains(key)) {
                inEach(json, body, value, depth + 1, splices);
            }
            else {
                json.skipRest(value);
                if (depth == CALLS.size() && key.equals("id")) {
                    splices.add(removal(body, from, json.token().to()));
                }
            }
        }
    }

    /** In the object, or in each object of the list, that begins with the value. */
    private static void inEach(StrictJson json, byte[] body, JsonToken value, int depth, List<Splice> splices) {
        if (value == JsonToken.START_OBJECT) {
            removeCallIds(json, body, depth, splices);
        }
        else if (value == JsonToken.START_ARRAY) {
            for (JsonToken element = json.next(); element != JsonToken.END_ARRAY; element = json.next()) {
                inEach(json, body, element, depth, splices);
            }
        }
    }

    /** Takes a member out, with a comma of its; never two neighbours. */
    private static Splice removal(byte[] body, int from, int to) {
        int after = to;
        while (isSpace(body[after])) {
            after++;
        }
        if (body[after] == ',') {
            return Splice.replace(new Span(from, after + 1), "");
        }
        int before = from - 1;
        while (isSpace(body[before])) {
            before--;
        }
        return Splice.replace(new Span((body[before] == ',') ? before : from, to), "");
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

}
