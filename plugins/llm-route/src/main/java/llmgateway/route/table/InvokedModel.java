package llmgateway.route.table;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;

/**
 * Tells by a model's name which of the APIs behind Bedrock's InvokeModel it speaks. Names
 * are ids of models and of AWS' inference profiles, alone or at the end of an ARN (Amazon
 * Bedrock User Guide, "Supported foundation models" and "Inference profiles", November
 * 2026).
 */
final class InvokedModel {

    private static final Map<Endpoint, Pattern> NAMES = new EnumMap<>(
            Map.of(Endpoint.BEDROCK_TITAN_EMBED, Pattern.compile("(^|[./])amazon\\.titan-embed-text"),
                    Endpoint.BEDROCK_COHERE_EMBED, Pattern.compile("(^|[./])cohere\\.embed-")));

    private InvokedModel() {
    }

    /** Whether the endpoint is for some models of its provider only. */
    static boolean decides(Endpoint endpoint) {
        return NAMES.containsKey(endpoint);
    }

    static boolean speaks(Endpoint endpoint, RequestModel model) {
        Pattern name = NAMES.get(endpoint);
        return name != null && name.matcher(model.name()).find();
    }

}
