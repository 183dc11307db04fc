package llmgateway.e2e.translation;

import java.util.List;
import java.util.UUID;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Embeddings by OpenAI's SDK from every provider API that has them. */
@ExtendWith(SharedGateway.class)
class EmbeddingsTest {

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final OpenAIClient client;

    EmbeddingsTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.client = OpenAIOkHttpClient.builder()
            .baseUrl(gateway.standalone() + "/v1")
            .apiKey(gateway.canaries().alice())
            .maxRetries(0)
            .build();
    }

    @AfterEach
    void disconnect() {
        this.client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "embed-openai", "embed-azure", "embed-gemini", "embed-vertex", "embed-cohere",
            "embed-ollama", "embed-bedrock-cohere" })
    void comeInOrderInTheLengthThatWasAskedFor(String model) {
        CreateEmbeddingResponse both = this.client.embeddings()
            .create(texts(model, "one " + this.mark, "one two three").dimensions(256).build());
        CreateEmbeddingResponse second = this.client.embeddings()
            .create(texts(model, "one two three").dimensions(256).build());

        assertThat(both.data()).extracting(Embedding::index).containsExactly(0L, 1L);
        assertThat(both.data()).allSatisfy((embedding) -> assertThat(embedding.embedding()).hasSize(256));
        assertThat(both.data().get(1).embedding()).isEqualTo(second.data().getFirst().embedding());
        assertThat(both.usage().promptTokens()).isEqualTo(5);
        assertThat(both.usage().totalTokens()).isEqualTo(5);
        assertThat(this.gateway.received(this.mark)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "embed-openai", "embed-azure", "embed-gemini", "embed-vertex", "embed-cohere",
            "embed-ollama", "embed-titan", "embed-bedrock-cohere" })
    void base64HoldsTheSameNumbers(String model) {
        List<Float> floats = first(texts(model, this.mark).encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT));
        List<Float> decoded = first(
                texts(model, this.mark).encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64));

        assertThat(decoded).isEqualTo(floats);
    }

    @ParameterizedTest
    @ValueSource(strings = { "embed-gemini", "embed-vertex", "embed-cohere", "embed-ollama", "embed-titan",
            "embed-bedrock-cohere" })
    void tokensAreRefusedBeforeTheProviderIsAsked(String model) {
        EmbeddingCreateParams tokens = EmbeddingCreateParams.builder()
            .model(model)
            .inputOfArrayOfTokens(List.of(1L, 2L))
            .user(this.mark)
            .build();

        assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> this.client.embeddings().create(tokens))
            .withMessageContaining("token_ids");
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "embed-gemini", "embed-vertex", "embed-cohere", "embed-ollama", "embed-titan" })
    void aProvidersErrorHasTheShapeOfTheClientsApi(String model) {
        assertThatExceptionOfType(RateLimitException.class)
            .isThrownBy(() -> this.client.embeddings().create(texts(model + "-fault-status-429", this.mark).build()));
    }

    @Test
    void titanMakesOneVectorACall() {
        CreateEmbeddingResponse one = this.client.embeddings()
            .create(texts("embed-titan", "one " + this.mark).dimensions(256).build());

        assertThat(one.data()).singleElement().satisfies((embedding) -> assertThat(embedding.embedding()).hasSize(256));
        assertThat(one.usage().promptTokens()).isEqualTo(2);
        assertThatExceptionOfType(BadRequestException.class)
            .isThrownBy(() -> this.client.embeddings().create(texts("embed-titan", this.mark, "two").build()))
            .withMessageContaining("several_inputs");
        assertThat(this.gateway.received(this.mark)).hasSize(1);
    }

    private List<Float> first(EmbeddingCreateParams.Builder params) {
        return this.client.embeddings().create(params.build()).data().getFirst().embedding();
    }

    private static EmbeddingCreateParams.Builder texts(String model, String... texts) {
        return EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(List.of(texts));
    }

}
