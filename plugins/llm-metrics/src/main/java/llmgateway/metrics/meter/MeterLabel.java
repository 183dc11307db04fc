package llmgateway.metrics.meter;

/**
 * Every label of the gateway's metrics. Those that begin with {@code gen_ai}, and
 * {@code error.type}, are OpenTelemetry's.
 */
enum MeterLabel {

    OPERATION("gen_ai.operation.name"),

    /** OpenTelemetry's name of the provider, or else the catalogue's. */
    PROVIDER("gen_ai.provider.name"),

    /** The catalogue's name of the model, which bounds them where the catalogue does. */
    MODEL("gen_ai.request.model"),

    /** {@code input} or {@code output}. */
    TOKEN_TYPE("gen_ai.token.type"),

    /** {@code none}, a status of 400 or more, or how the call ended without an answer. */
    ERROR("error.type"),

    /** Empty unless {@code llm.metrics.consumers} says so. */
    CONSUMER("llm.consumer"),

    LIMIT("llm.limit"), CODE("llm.code"), PERCENT("llm.percent"), REASON("llm.reason"), RESULT("llm.result");

    private final String wireName;

    MeterLabel(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return this.wireName;
    }

}
