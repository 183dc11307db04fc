package llmgateway.simulator.openai;

import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.TokenUsage;
import tools.jackson.databind.node.ObjectNode;

/** The shapes that a usage has in OpenAI's answers. */
final class UsageJson {

    private UsageJson() {
    }

    /** Of chat completions and completions. */
    static ObjectNode completion(TokenUsage usage) {
        ObjectNode json = Json.object();
        json.put("prompt_tokens", usage.input());
        json.put("completion_tokens", usage.output());
        json.put("total_tokens", usage.total());
        ObjectNode input = json.putObject("prompt_tokens_details");
        input.put("cached_tokens", usage.cached());
        input.put("cache_write_tokens", usage.cacheWrite());
        input.put("audio_tokens", 0);
        ObjectNode output = json.putObject("completion_tokens_details");
        output.put("reasoning_tokens", usage.reasoning());
        output.put("audio_tokens", 0);
        output.put("accepted_prediction_tokens", 0);
        output.put("rejected_prediction_tokens", 0);
        return json;
    }

    /** Of responses. */
    static ObjectNode response(TokenUsage usage) {
        ObjectNode json = Json.object();
        json.put("input_tokens", usage.input());
        json.putObject("input_tokens_details")
            .put("cached_tokens", usage.cached())
            .put("cache_write_tokens", usage.cacheWrite());
        json.put("output_tokens", usage.output());
        json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        json.put("total_tokens", usage.total());
        return json;
    }

    /** Of embeddings and rerankings. */
    static ObjectNode inputOnly(TokenUsage usage) {
        return Json.object().put("prompt_tokens", usage.input()).put("total_tokens", usage.input());
    }

}
