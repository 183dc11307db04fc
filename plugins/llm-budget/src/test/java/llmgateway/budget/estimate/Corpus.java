package llmgateway.budget.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.call.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts and whole request bodies, with what public tokenizers make of them. */
final class Corpus {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode corpus = read("corpus.json");

    private final JsonNode counts = read("counts.json");

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        this.corpus.get("texts").properties().forEach((text) -> texts.put(text.getKey(), text.getValue().asString()));
        return texts;
    }

    /** Tokens of a text by the name of the tokenizer. */
    Map<String, Long> countsOfText(String name) {
        return counts("texts", name);
    }

    List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (JsonNode prompt : this.corpus.get("prompts")) {
            String name = prompt.get("name").asString();
            bodies.add(new Body(name, Endpoint.valueOf(prompt.get("endpoint").asString()), prompt.get("body"),
                    prompt.get("images").asLong(), counts("prompts", name)));
        }
        return bodies;
    }

    private Map<String, Long> counts(String kind, String name) {
        Map<String, Long> tokens = new LinkedHashMap<>();
        this.counts.get(kind)
            .get(name)
            .properties()
            .forEach((count) -> tokens.put(count.getKey(), count.getValue().asLong()));
        return tokens;
    }

    private static JsonNode read(String name) {
        try (InputStream file = Corpus.class.getResourceAsStream(name)) {
            return JSON.readTree(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A request body.
     *
     * @param images what the documents make of its images, in tokens
     * @param counts tokens of its rendered text by the name of the tokenizer
     */
    record Body(String name, Endpoint endpoint, JsonNode json, long images, Map<String, Long> counts) {
    }

}
