package llmgateway.dialect.translation;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.batchembedcontents.BatchEmbedContentsFormat;
import llmgateway.dialect.chatcompletions.ChatCompletionsClientFormat;
import llmgateway.dialect.chatcompletions.ChatCompletionsProviderFormat;
import llmgateway.dialect.coherechat.CohereChatProviderFormat;
import llmgateway.dialect.cohereembed.CohereEmbedFormat;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.converse.ConverseClientFormat;
import llmgateway.dialect.converse.ConverseProviderFormat;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.generatecontent.GenerateContentClientFormat;
import llmgateway.dialect.generatecontent.GenerateContentProviderFormat;
import llmgateway.dialect.invokemodel.CohereOnBedrockFormat;
import llmgateway.dialect.invokemodel.TitanEmbedFormat;
import llmgateway.dialect.messages.MessagesClientFormat;
import llmgateway.dialect.messages.MessagesProviderFormat;
import llmgateway.dialect.ollamachat.OllamaChatProviderFormat;
import llmgateway.dialect.ollamaembed.OllamaEmbedFormat;
import llmgateway.dialect.openaiembeddings.OpenAiEmbeddingsFormat;
import llmgateway.dialect.responses.ResponsesClientFormat;
import llmgateway.dialect.responses.ResponsesProviderFormat;
import llmgateway.dialect.vertexpredict.VertexEmbedFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Knows every API that calls can be translated from and to. Thread-safe. */
public final class Translations {

    private final JsonMapper json = JsonMapper.builder().build();

    private final Map<Endpoint, ClientFormat> clients;

    private final Map<Endpoint, ProviderFormat> providers;

    private final OpenAiEmbeddingsFormat embeddings = new OpenAiEmbeddingsFormat();

    private final Map<Endpoint, EmbeddingProviderFormat> embeddingProviders;

    Translations(Map<Endpoint, ClientFormat> clients, Map<Endpoint, ProviderFormat> providers,
            Map<Endpoint, EmbeddingProviderFormat> embeddingProviders) {
        this.clients = Map.copyOf(clients);
        this.providers = Map.copyOf(providers);
        this.embeddingProviders = Map.copyOf(embeddingProviders);
    }

    /**
     * @param clock tells when answers were made, where a provider does not
     */
    public static Translations all(InstantSource clock) {
        Map<Endpoint, ClientFormat> clients = new EnumMap<>(Endpoint.class);
        clients.put(Endpoint.CHAT_COMPLETIONS, new ChatCompletionsClientFormat(clock));
        clients.put(Endpoint.RESPONSES, new ResponsesClientFormat(clock));
        clients.put(Endpoint.GENERATE_CONTENT, new GenerateContentClientFormat());
        clients.put(Endpoint.MESSAGES, new MessagesClientFormat());
        clients.put(Endpoint.CONVERSE, new ConverseClientFormat());
        Map<Endpoint, ProviderFormat> providers = new EnumMap<>(Endpoint.class);
        providers.put(Endpoint.CHAT_COMPLETIONS, new ChatCompletionsProviderFormat());
        providers.put(Endpoint.RESPONSES, new ResponsesProviderFormat());
        providers.put(Endpoint.GENERATE_CONTENT, new GenerateContentProviderFormat());
        providers.put(Endpoint.CONVERSE, new ConverseProviderFormat());
        providers.put(Endpoint.MESSAGES, new MessagesProviderFormat());
        providers.put(Endpoint.COHERE_CHAT, new CohereChatProviderFormat());
        providers.put(Endpoint.OLLAMA_CHAT, new OllamaChatProviderFormat());
        Map<Endpoint, EmbeddingProviderFormat> embeddingProviders = new EnumMap<>(Endpoint.class);
        embeddingProviders.put(Endpoint.BATCH_EMBED_CONTENTS, new BatchEmbedContentsFormat());
        embeddingProviders.put(Endpoint.VERTEX_EMBED, new VertexEmbedFormat());
        embeddingProviders.put(Endpoint.COHERE_EMBED, new CohereEmbedFormat());
        embeddingProviders.put(Endpoint.OLLAMA_EMBED, new OllamaEmbedFormat());
        embeddingProviders.put(Endpoint.BEDROCK_TITAN_EMBED, new TitanEmbedFormat());
        embeddingProviders.put(Endpoint.BEDROCK_COHERE_EMBED, new CohereOnBedrockFormat());
        return new Translations(clients, providers, embeddingProviders);
    }

    Map<Endpoint, ProviderFormat> providers() {
        return this.providers;
    }

    Map<Endpoint, EmbeddingProviderFormat> embeddingProviders() {
        return this.embeddingProviders;
    }

    /**
     * What a provider says in an error answer; empty for an API that nothing is
     * translated to.
     * @param status 400 to 599
     * @param body may be anything
     */
    public Optional<ProviderError> readError(Endpoint provider, int status, byte[] body) {
        JsonNode document = AnswerBody.readError(this.json, body);
        return Optional.ofNullable(this.providers.get(provider))
            .map((format) -> format.readError(status, document))
            .or(() -> Optional.ofNullable(this.embeddingProviders.get(provider))
                .map((format) -> format.readError(status, document)));
    }

    /**
     * Empty where calls of that kind cannot be translated; a pair of the same endpoint
     * can, though there is seldom a reason to.
     */
    public Optional<Translation> between(Endpoint client, Endpoint provider) {
        if (client == Endpoint.EMBEDDINGS) {
            return Optional.ofNullable(this.embeddingProviders.get(provider))
                .map((to) -> new EmbeddingTranslation(this.json, this.embeddings, to));
        }
        return Optional.ofNullable(this.clients.get(client))
            .flatMap((from) -> Optional.ofNullable(this.providers.get(provider))
                .map((to) -> new ChatTranslation(this.json, from, to)));
    }

}
