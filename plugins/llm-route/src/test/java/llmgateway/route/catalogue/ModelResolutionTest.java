package llmgateway.route.catalogue;

import java.util.Optional;

import llmgateway.core.model.RequestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelResolutionTest {

    private final Catalogue catalogue = Catalogues.of("""
            providers:
              acme: {dialect: openai, base_url: "https://acme.test/v1"}
            models:
              gpt-4o: {aliases: [best], targets: [{provider: acme}]}
              gpt-4o-mini: {targets: [{provider: acme, model: mini-2024}]}
              "gpt-*": {targets: [{provider: acme}]}
              "gpt-4o-*": {targets: [{provider: acme, model: "snapshots/*"}]}
              "acme/*": {targets: [{provider: acme, model: "*"}]}
            """);

    @ParameterizedTest
    @CsvSource({ "gpt-4o, gpt-4o, gpt-4o", "best, gpt-4o, gpt-4o", "gpt-4o-mini, gpt-4o-mini, mini-2024",
            "gpt-4o-2024, gpt-4o-2024, snapshots/2024", "gpt-5, gpt-5, gpt-5", "acme/a:b@1, acme/a:b@1, a:b@1" })
    void exactNameBeatsAliasBeatsTheLongestWildcard(String asked, String canonical, String sent) {
        ResolvedModel resolved = this.catalogue.resolve(asked).orElseThrow();

        assertThat(resolved.name()).isEqualTo(canonical);
        assertThat(resolved.entry().targets().getFirst().requestModel(resolved)).isEqualTo(new RequestModel(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GPT-4o", "Best", "gpt-4O", "GPT-5", "gpt%2D4o", "gpt-4o%20", "gpt-4o ", " gpt-4o", "gpt-",
            "acme/", "acme/a b", "acme/\u00e9", "acme/a?b", "acme/a#b", "acme/a\\b", "gpt-4o-mini\u0000", "" })
    void E4_anotherSpellingOfANameIsUnknown(String asked) {
        assertThat(this.catalogue.resolve(asked)).isEqualTo(Optional.empty());
    }

}
