package llmgateway.route.settings;

import java.util.List;

import llmgateway.core.model.NamePattern;
import llmgateway.route.catalogue.Catalogue;
import llmgateway.route.catalogue.Catalogues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllowedModelsTest {

    private final Catalogue catalogue = Catalogues.of("""
            providers:
              acme: {dialect: openai, base_url: "https://acme.test/v1"}
            models:
              gpt-4o: {aliases: [best, cheap-looking], targets: [{provider: acme}]}
              gpt-4o-mini: {targets: [{provider: acme}]}
              "acme/*": {targets: [{provider: acme, model: "*"}]}
            """);

    @ParameterizedTest
    @CsvSource({ "gpt-4o, gpt-4o, true", "gpt-4o, best, true", "best, gpt-4o, true", "best, cheap-looking, true",
            "gpt-4o-mini, gpt-4o, false", "gpt-*, best, true", "*-mini, gpt-4o-mini, true", "*-mini, gpt-4o, false",
            "cheap-*, cheap-looking, false", "gpt-4o, acme/gpt-4o, false", "acme/*, acme/gpt-4o, true",
            "acme/*, gpt-4o, false", "GPT-4o, gpt-4o, false" })
    void E4_isJudgedByTheModelThatANameStandsFor(String listed, String asked, boolean allowed) {
        AllowedModels models = new AllowedModels.Listed(List.of(new NamePattern(listed)));

        assertThat(models.allows(this.catalogue.resolve(asked).orElseThrow())).isEqualTo(allowed);
    }

    @Test
    void anEmptyListAllowsNothing() {
        assertThat(new AllowedModels.Listed(List.of()).allows(this.catalogue.resolve("gpt-4o").orElseThrow()))
            .isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "a*b*c, abc, true", "a*b*c, aXbYbZc, true", "a*b*c, acb, false", "**, x, true", "*, '', true",
            "a, ab, false", "ab, a, false", "'', a, false" })
    void aStarStandsForAnyCharacters(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

}
