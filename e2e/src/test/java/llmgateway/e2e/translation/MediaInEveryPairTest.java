package llmgateway.e2e.translation;

import java.util.function.BiFunction;

import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Images, documents and sounds reach the provider byte by byte. */
class MediaInEveryPairTest extends EveryPair {

    MediaInEveryPairTest(WholeGateway gateway) {
        super(gateway);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void image(Api api, String model, boolean streamed) {
        SdkClient client = client(api, streamed);
        arrives("image_inline", Files.PNG, model, client, client::image);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void document(Api api, String model, boolean streamed) {
        SdkClient client = client(api, streamed);
        arrives("document_inline", Files.PDF, model, client, client::document);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void audio(Api api, String model, boolean streamed) {
        if (api.saysAudio()) {
            SdkClient client = client(api, streamed);
            arrives("audio", Files.WAV, model, client, client::audio);
        }
    }

    private void arrives(String feature, String base64, String model, SdkClient client,
            BiFunction<String, String, SdkAnswer> ask) {
        answeredAsDocumented(feature, model, client, ask).forEach((answer) -> {
            assertThat(answer.text()).isNotBlank();
            assertThat(received()).singleElement()
                .satisfies((request) -> assertThat(request.bodyText()).contains(base64));
        });
    }

}
