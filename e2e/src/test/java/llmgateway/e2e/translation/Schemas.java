package llmgateway.e2e.translation;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** JSON schemas that calls ask for. */
final class Schemas {

    static final Map<String, Object> WEATHER = Map.of("type", "object", "properties",
            Map.of("city", Map.of("type", "string")), "required", List.of("city"), "additionalProperties", false);

    static final Map<String, Object> CITY = Map.of("type", "object", "properties",
            Map.of("city", Map.of("type", "string"), "people", Map.of("type", "integer")), "required",
            List.of("city", "people"), "additionalProperties", false);

    private Schemas() {
    }

    static String json(Object value) {
        return JsonMapper.builder().build().writeValueAsString(value);
    }

}
