package llmgateway.e2e.translation;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import llmgateway.e2e.whole.WholeGateway;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * The official SDKs, each with nothing changed but its base URL and its key, and without
 * retries.
 */
record SdkClients(OpenAIClient openAi, AnthropicClient anthropic, Client google,
        BedrockRuntimeAsyncClient aws) implements AutoCloseable {

    static SdkClients of(WholeGateway gateway) {
        String base = gateway.standalone().toString();
        String key = gateway.canaries().alice();
        return new SdkClients(OpenAIOkHttpClient.builder().baseUrl(base + "/v1").apiKey(key).maxRetries(0).build(),
                AnthropicOkHttpClient.builder().baseUrl(base).apiKey(key).maxRetries(0).build(),
                Client.builder()
                    .apiKey(key)
                    .httpOptions(HttpOptions.builder()
                        .baseUrl(base)
                        .retryOptions(HttpRetryOptions.builder().attempts(1).initialDelay(0.0))
                        .build())
                    .build(),
                ConverseSdk.client(gateway));
    }

    SdkClient of(Api api, boolean streamed) {
        return switch (api) {
            case CHAT_COMPLETIONS -> new ChatCompletionsSdk(this.openAi, streamed);
            case RESPONSES -> new ResponsesSdk(this.openAi, streamed);
            case MESSAGES -> new MessagesSdk(this.anthropic, streamed);
            case GENERATE_CONTENT -> new GenerateContentSdk(this.google, streamed);
            case CONVERSE -> new ConverseSdk(this.aws, streamed);
        };
    }

    @Override
    public void close() {
        this.openAi.close();
        this.anthropic.close();
        this.google.close();
        this.aws.close();
    }

}
