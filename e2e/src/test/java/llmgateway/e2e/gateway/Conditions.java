package llmgateway.e2e.gateway;

import java.util.Optional;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/** Conditions of lua-resty-expr, as far as ours need them. */
final class Conditions {

    private Conditions() {
    }

    /**
     * Whether all conditions hold.
     * @param variables a variable's value by its name
     */
    static boolean hold(JsonNode conditions, Function<String, Optional<String>> variables) {
        return conditions.valueStream().allMatch((condition) -> {
            Optional<String> value = variables.apply(condition.get(0).asString());
            JsonNode operand = condition.get(2);
            return switch (condition.get(1).asString()) {
                case "==" -> value.filter(operand.asString("")::equals).isPresent();
                // Addresses without a mask are compared as texts here.
                case "in", "ipmatch" ->
                    operand.valueStream().anyMatch((item) -> value.filter(item.asString()::equals).isPresent());
                default -> throw new IllegalArgumentException("operator " + condition.get(1));
            };
        });
    }

}
