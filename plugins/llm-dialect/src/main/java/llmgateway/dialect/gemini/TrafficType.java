package llmgateway.dialect.gemini;

import java.util.Optional;

/**
 * {@code trafficType} of Vertex AI's usage. Source: {@code TrafficType} in google-genai
 * for Python 3.3.0.
 */
public final class TrafficType {

    private TrafficType() {
    }

    /**
     * By OpenAI's names; empty where it says nothing of the price.
     */
    public static Optional<String> serviceTier(String trafficType) {
        return switch (trafficType) {
            case "ON_DEMAND" -> Optional.of("default");
            case "ON_DEMAND_PRIORITY" -> Optional.of("priority");
            case "ON_DEMAND_FLEX" -> Optional.of("flex");
            default -> Optional.empty();
        };
    }

}
