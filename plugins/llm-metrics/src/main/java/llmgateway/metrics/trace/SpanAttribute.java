package llmgateway.metrics.trace;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Every attribute of the gateway's spans. Those that begin with {@code gen_ai} and
 * {@code server}, and {@code error.type}, are of the spans
 * {@code gen_ai.inference.client} and {@code gen_ai.embeddings.client} in
 * {@code model/gen-ai/spans.yaml} of open-telemetry/semantic-conventions-genai at
 * 004902b8cb70aa5ae6ca4ae07132b7daabcd3e10; {@code http} is of
 * open-telemetry/semantic-conventions 1.42.0. Those that begin with {@code llm} are our
 * own.
 */
final class SpanAttribute {

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");

    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");

    /** Of a call the name its client wrote, of an attempt the name that was sent. */
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");

    /** Only where it is true. */
    static final AttributeKey<Boolean> REQUEST_STREAM = AttributeKey.booleanKey("gen_ai.request.stream");

    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");

    static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");

    static final AttributeKey<List<String>> FINISH_REASONS = AttributeKey
        .stringArrayKey("gen_ai.response.finish_reasons");

    /** In seconds, of streams. */
    static final AttributeKey<Double> TIME_TO_FIRST_CHUNK = AttributeKey
        .doubleKey("gen_ai.response.time_to_first_chunk");

    /** All input, whatever its kind. */
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");

    /** Among the input tokens. */
    static final AttributeKey<Long> CACHE_READ_TOKENS = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");

    /** Among the input tokens. */
    static final AttributeKey<Long> CACHE_CREATION_TOKENS = AttributeKey
        .longKey("gen_ai.usage.cache_creation.input_tokens");

    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");

    /** Among the output tokens. */
    static final AttributeKey<Long> REASONING_TOKENS = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");

    /**
     * JSON by the conventions' {@code gen-ai-input-messages.json}; only if switched on.
     */
    static final AttributeKey<String> INPUT_MESSAGES = AttributeKey.stringKey("gen_ai.input.messages");

    /** JSON by {@code gen-ai-system-instructions.json}; only if switched on. */
    static final AttributeKey<String> SYSTEM_INSTRUCTIONS = AttributeKey.stringKey("gen_ai.system_instructions");

    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");

    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

    static final AttributeKey<Long> STATUS_CODE = AttributeKey.longKey("http.response.status_code");

    static final AttributeKey<String> CALL_ID = AttributeKey.stringKey("llm.call.id");

    static final AttributeKey<String> CONSUMER = AttributeKey.stringKey("llm.consumer");

    static final AttributeKey<String> CONSUMER_GROUP = AttributeKey.stringKey("llm.consumer_group");

    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("llm.route");

    /** The catalogue's name, which reports go by. */
    static final AttributeKey<String> MODEL = AttributeKey.stringKey("llm.model");

    /** The catalogue's name of the provider. */
    static final AttributeKey<String> CATALOGUE_PROVIDER = AttributeKey.stringKey("llm.provider");

    /** {@code direct} or {@code relay}. */
    static final AttributeKey<String> WAY = AttributeKey.stringKey("llm.way");

    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("llm.attempts");

    static final AttributeKey<Double> COST = AttributeKey.doubleKey("llm.cost.usd");

    /** True where the charge does not rest on usage that the provider reported. */
    static final AttributeKey<Boolean> COST_ESTIMATED = AttributeKey.booleanKey("llm.cost.estimated");

    private SpanAttribute() {
    }

}
