package llmgateway.dialect.messages;

/** Service tiers by Anthropic's names and by OpenAI's, which the conversation has. */
final class ServiceTiers {

    private ServiceTiers() {
    }

    /**
     * @param asked {@code auto} or {@code standard_only}
     */
    static String readAsked(String asked) {
        return asked.equals("standard_only") ? "default" : asked;
    }

    /**
     * Anthropic has none that is cheaper than the standard, and none to be had for more.
     */
    static String writeAsked(String tier) {
        return switch (tier) {
            case "auto", "priority" -> "auto";
            default -> "standard_only";
        };
    }

    static String readUsed(String used) {
        return used.equals("standard") ? "default" : used;
    }

    static String writeUsed(String tier) {
        return switch (tier) {
            case "priority", "batch" -> tier;
            default -> "standard";
        };
    }

}
