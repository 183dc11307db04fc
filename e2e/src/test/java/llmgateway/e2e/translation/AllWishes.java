package llmgateway.e2e.translation;

import java.util.List;

/**
 * A request that asks for all that its API has a word for and that can be left out, as
 * its clients write it.
 *
 * @param path where it goes; {@code MODEL} stands for the model
 * @param body with {@code MODEL} and {@code PROMPT}
 * @param features by their names in docs/translation.md
 */
record AllWishes(String path, String body, List<String> features) {

    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";

    static AllWishes of(Api api) {
        return switch (api) {
            case CHAT_COMPLETIONS -> new AllWishes("/v1/chat/completions", """
                    {"model":"MODEL","messages":[{"role":"user","content":"PROMPT"}],"max_completion_tokens":4000,
                     "tools":[{"type":"function","function":{"name":"f","parameters":SCHEMA,"strict":true}}],
                     "parallel_tool_calls":false,"temperature":1.5,"top_p":1,"frequency_penalty":-0.5,
                     "presence_penalty":1.5,"seed":7,"stop":["END"],"user":"u","metadata":{"a":"b"},
                     "service_tier":"default","prompt_cache_key":"k"}""".replace("SCHEMA", SCHEMA),
                    List.of("tools", "strict_tools", "parallel_tool_calls", "temperature", "top_p", "frequency_penalty",
                            "presence_penalty", "seed", "stop", "user", "metadata", "service_tier",
                            "prompt_cache_key"));
            case RESPONSES -> new AllWishes("/v1/responses", """
                    {"model":"MODEL","input":"PROMPT","max_output_tokens":4000,"store":false,
                     "tools":[{"type":"function","name":"f","parameters":SCHEMA,"strict":true}],
                     "parallel_tool_calls":false,"temperature":1.5,"top_p":1,"metadata":{"a":"b"},"user":"u",
                     "service_tier":"default","prompt_cache_key":"k"}""".replace("SCHEMA", SCHEMA),
                    List.of("tools", "strict_tools", "parallel_tool_calls", "temperature", "top_p", "metadata", "user",
                            "service_tier", "prompt_cache_key"));
            case MESSAGES -> new AllWishes("/v1/messages",
                    """
                            {"model":"MODEL","max_tokens":4000,"messages":[{"role":"user","content":[
                              {"type":"text","text":"PROMPT","cache_control":{"type":"ephemeral"}}]}],
                             "tools":[{"name":"f","input_schema":SCHEMA,"strict":true}],
                             "tool_choice":{"type":"auto","disable_parallel_tool_use":true},"temperature":0.5,"top_p":1,
                             "top_k":5,"stop_sequences":["END"],"metadata":{"user_id":"u"},"service_tier":"auto"}"""
                        .replace("SCHEMA", SCHEMA),
                    List.of("tools", "strict_tools", "parallel_tool_calls", "cache_point", "temperature", "top_p",
                            "top_k", "stop", "user", "service_tier"));
            case GENERATE_CONTENT -> new AllWishes("/v1beta/models/MODEL:generateContent", """
                    {"contents":[{"parts":[{"text":"PROMPT"}]}],
                     "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":SCHEMA}]}],
                     "labels":{"a":"b"},"serviceTier":"standard","generationConfig":{"maxOutputTokens":4000,
                      "temperature":1.5,"topP":1,"topK":5,"frequencyPenalty":-0.5,"presencePenalty":1.5,"seed":7,
                      "stopSequences":["END"]}}""".replace("SCHEMA", SCHEMA), List.of("tools", "temperature", "top_p",
                    "top_k", "frequency_penalty", "presence_penalty", "seed", "stop", "metadata", "service_tier"));
            case CONVERSE -> new AllWishes("/model/MODEL/converse", """
                    {"messages":[{"role":"user","content":[{"text":"PROMPT"},{"cachePoint":{"type":"default"}}]}],
                     "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":SCHEMA},"strict":true}}]},
                     "inferenceConfig":{"maxTokens":4000,"temperature":0.5,"topP":1,"stopSequences":["END"]},
                     "additionalModelRequestFields":{"top_k":5},"requestMetadata":{"a":"b"},
                     "serviceTier":{"type":"default"}}""".replace("SCHEMA", SCHEMA), List.of("tools", "strict_tools",
                    "cache_point", "temperature", "top_p", "top_k", "stop", "metadata", "service_tier"));
        };
    }

}
