package llmgateway.e2e.translation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of all that a request asks for, what a provider cannot do is left out and named, as
 * docs/translation.md says, and the rest is said so that the provider takes it.
 */
class WishesInEveryPairTest extends EveryPair {

    private final HttpClient client = HttpClient.newHttpClient();

    WishesInEveryPairTest(WholeGateway gateway) {
        super(gateway);
    }

    static Stream<Arguments> translatedPairs() {
        return Arrays.stream(Api.values())
            .flatMap((api) -> WholeGateway.TRANSLATED.stream()
                .filter((model) -> !DocumentedSupport.api(model).endsWith(api.name().toLowerCase(Locale.ROOT)))
                .map((model) -> Arguments.of(api, model)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("translatedPairs")
    void whatIsLeftOutIsNamed(Api api, String model) throws Exception {
        AllWishes wishes = AllWishes.of(api);
        List<String> refused = wishes.features().stream().filter((name) -> is("refused", name, model)).toList();
        List<String> dropped = wishes.features()
            .stream()
            .filter((name) -> is("dropped", name, model) || givesWay(name, model))
            .toList();

        HttpResponse<String> answer = send(wishes, model);

        if (refused.isEmpty()) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(dropped(answer)).containsExactlyInAnyOrderElementsOf(dropped);
        }
        else {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(refused.getFirst());
        }
    }

    /** The Claudes in the clouds take a temperature or top_p, but not both. */
    private static boolean givesWay(String feature, String model) {
        return Set.of("via-bedrock", "via-vertex-claude").contains(model) && feature.equals("top_p");
    }

    private boolean is(String support, String feature, String model) {
        return documented().of(feature, model).equals(support);
    }

    private static List<String> dropped(HttpResponse<String> answer) {
        return answer.headers()
            .firstValue("x-llm-dropped")
            .map((names) -> List.of(names.split(",\\s*")))
            .orElse(List.of());
    }

    private HttpResponse<String> send(AllWishes wishes, String model) throws IOException, InterruptedException {
        String body = wishes.body().replace("MODEL", model).replace("PROMPT", prompt());
        HttpRequest request = HttpRequest
            .newBuilder(URI.create(gateway().standalone() + wishes.path().replace("MODEL", model)))
            .header("authorization", "Bearer " + gateway().canaries().alice())
            .header("content-type", "application/json")
            .header("anthropic-version", "2023-06-01")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

}
