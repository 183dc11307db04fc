package llmgateway.route.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.route.catalogue.Model.ModelTarget;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueReaderTest {

    private static final String PROVIDER = """
            providers:
              openai:
                dialect: openai
                base_url: https://api.openai.com/v1
            """;

    @Test
    void readsEveryFieldOfAProvider() {
        Catalogue catalogue = Catalogues.of("""
                providers:
                  acme:
                    dialect: openai
                    base_url: https://llm.acme.test:8443/api/v1/
                    upstream: acme-eu
                    auth: {header: X-Acme-Key, prefix: "Token "}
                    keys: [env:ACME_KEY, file:/run/secrets/acme]
                    headers: {X-Team: search, X-Org: env:ACME_ORG}
                    endpoints: [chat_completions, embeddings]
                    stream_usage: unsupported
                    source: https://acme.test/docs (2026-07-01)
                """);

        Provider acme = catalogue.provider("acme").orElseThrow();
        assertThat(acme.api()).isEqualTo(ProviderApi.OPENAI);
        assertThat(acme.baseUrl()).isEqualTo(URI.create("https://llm.acme.test:8443/api/v1"));
        assertThat(acme.upstream()).isEqualTo("acme-eu");
        assertThat(acme.auth()).isEqualTo(new AuthScheme.InHeader("x-acme-key", "Token "));
        assertThat(acme.keys()).containsExactly(new KeySource.Environment("ACME_KEY"),
                new KeySource.KeyFile(Path.of("/run/secrets/acme")));
        assertThat(acme.headers()).containsExactly(
                new Provider.ExtraHeader("x-team", new Provider.HeaderValue.Literal("search")),
                new Provider.ExtraHeader("x-org",
                        new Provider.HeaderValue.Secret(new KeySource.Environment("ACME_ORG"))));
        assertThat(acme.endpoints()).containsExactlyInAnyOrder(Endpoint.CHAT_COMPLETIONS, Endpoint.EMBEDDINGS);
        assertThat(acme.streamUsage()).isEqualTo(StreamUsage.UNSUPPORTED);
        assertThat(acme.source()).hasValue("https://acme.test/docs (2026-07-01)");
    }

    @ParameterizedTest
    @CsvSource({ "openai, authorization, 'Bearer ', ASKED, MAX_TOKENS", "anthropic, x-api-key, '', ALWAYS, MAX_TOKENS",
            "azure-openai, api-key, '', ASKED, MAX_COMPLETION_TOKENS" })
    void takesWhatAProviderLeavesOutFromItsDialect(String dialect, String header, String prefix,
            StreamUsage streamUsage, OutputLimitField outputLimit) {
        Catalogue catalogue = Catalogues.of("""
                providers:
                  acme:
                    dialect: %s
                    base_url: https://acme.test
                    %s
                """.formatted(dialect, dialect.equals("azure-openai") ? "api_version: v1" : ""));

        Provider acme = catalogue.provider("acme").orElseThrow();
        assertThat(acme.upstream()).isEqualTo("acme");
        assertThat(acme.auth()).isEqualTo(new AuthScheme.InHeader(header, prefix));
        assertThat(acme.streamUsage()).isEqualTo(streamUsage);
        assertThat(acme.outputLimit()).isEqualTo(outputLimit);
        assertThat(acme.keys()).isEmpty();
        assertThat(acme.endpoints()).isNotEmpty()
            .allSatisfy((endpoint) -> assertThat(endpoint.dialect()).isEqualTo(acme.api().dialect()));
    }

    @Test
    void takesTheNameOfTheOutputLimitOfOpenAisDialectOnly() {
        String provider = """
                providers:
                  acme: {dialect: %s, base_url: "https://acme.test", output_limit: max_completion_tokens}
                """;

        assertThat(Catalogues.of(provider.formatted("openai")).provider("acme").orElseThrow().outputLimit())
            .isEqualTo(OutputLimitField.MAX_COMPLETION_TOKENS);
        assertThat(Catalogues.problemsOf(provider.formatted("anthropic"))).singleElement()
            .asString()
            .contains("providers.acme.output_limit");
    }

    @Test
    void readsEveryFieldOfAModel() {
        Catalogue catalogue = Catalogues.of(PROVIDER + """
                models:
                  gpt-4o:
                    aliases: [best, gpt4]
                    targets: [{provider: openai, model: gpt-4o-2024-08-06, weight: 3}, {provider: openai}]
                    owned_by: system
                    created: 2024-05-13
                """);

        Model model = catalogue.models().getFirst();
        assertThat(model.name()).isEqualTo("gpt-4o");
        assertThat(model.aliases()).containsExactly("best", "gpt4");
        assertThat(model.targets()).containsExactly(new ModelTarget("openai", Optional.of("gpt-4o-2024-08-06"), 3),
                new ModelTarget("openai", Optional.empty(), 1));
        assertThat(model.ownedBy()).isEqualTo("system");
        assertThat(model.created()).isEqualTo(Instant.parse("2024-05-13T00:00:00Z"));
    }

    @Test
    void tellsAllProblemsInOneGoEachWithFileLineAndField() {
        assertThat(Catalogues.problemsOf("""
                providers:
                  openai:
                    dialect: openai
                    base_ulr: https://api.openai.com/v1
                    keys: [sk-secret]
                  azure:
                    dialect: azure-openai
                    base_url: https://acme.openai.azure.com
                models:
                  gpt-4o:
                    targets:
                      - {provider: opnai, weight: 0}
                      - provider: azure
                        model: a/b
                  gpt-4:
                    aliases: [gpt-4o, old]
                    targets: []
                  gpt-3:
                    aliases: [old]
                    targets: [{provider: openai, model: 3}]
                """)).containsExactlyInAnyOrder(
                "first.yaml:4: providers.openai.base_ulr: is no known field; did you mean 'base_url'?",
                "first.yaml:3: providers.openai.base_url: must be given",
                "first.yaml:5: providers.openai.keys[0]: must be env:NAME or file:/absolute/path;"
                        + " a key itself never stands in a catalogue",
                "first.yaml:7: providers.azure.api_version: must be given for dialect azure-openai,"
                        + " such as 2024-10-21 or v1",
                "first.yaml:12: models.gpt-4o.targets[0].provider: there is no provider 'opnai'",
                "first.yaml:12: models.gpt-4o.targets[0].weight: must be a whole number from 1 to 1000000",
                "first.yaml:14: models.gpt-4o.targets[1].model: is the name of an Azure deployment:"
                        + " only letters, digits and any of ._-",
                "first.yaml:16: models.gpt-4.aliases: 'gpt-4o' is already a name or alias, at first.yaml:10",
                "first.yaml:17: models.gpt-4.targets: must name at least one provider",
                "first.yaml:19: models.gpt-3.aliases: 'old' is already a name or alias, at first.yaml:16",
                "first.yaml:20: models.gpt-3.targets[0].model: must be text, not a number");
    }

    @Test
    void refusesAFieldThatStandsTwice() {
        assertThat(Catalogues.problemsOf(PROVIDER + "    base_url: https://elsewhere.test\n"))
            .containsExactly("first.yaml:5: providers.openai.base_url: stands here a second time; first on line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = { "providers: [", "providers:\n\t- x", "a: b: c" })
    void saysOnWhichLineTheYamlIsNotWellFormed(String yaml) {
        assertThat(Catalogues.problemsOf("# comment\n" + yaml)).singleElement()
            .asString()
            .matches("first\\.yaml:[23]: cannot be parsed: .*");
    }

    @Test
    void refusesYamlAliasesSinceTheyHideWhereAValueStands() {
        assertThat(Catalogues.problemsOf("""
                providers:
                  one:
                    dialect: openai
                    base_url: &url https://one.test
                  two:
                    dialect: openai
                    base_url: *url
                """)).first()
            .isEqualTo("first.yaml:7: providers.two.base_url: YAML aliases are not supported; write the value out");
    }

    @Test
    void refusesASecondDocumentInAFile() {
        assertThat(Catalogues.problemsOf(PROVIDER + "---\nmodels: {}\n"))
            .containsExactly("first.yaml:6: a second document begins here; only one is read");
    }

    @ParameterizedTest
    @ValueSource(strings = { "api.openai.com/v1", "ftp://api.openai.com", "https://", "https://a.test/v1?key=x",
            "https://a.test/v1#x", "https://user:pw@a.test/v1", "https://a.test/v1/../admin", "https://a.test/%2e",
            "file:///etc/passwd", "https://a b.test" })
    void refusesABaseUrlThatIsNoPlainWebAddressWithoutQuotingIt(String url) {
        assertThat(Catalogues.problemsOf("""
                providers:
                  acme: {dialect: openai, base_url: "%s"}
                """.formatted(url))).singleElement()
            .asString()
            .startsWith("first.yaml:2: providers.acme.base_url: must be an absolute http or https URL")
            .doesNotContain(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sk-live-1", "env:", "env:A-B", "env:A B", "file:relative", "file:", "" })
    void S1_refusesAKeyThatIsNoReferenceWithoutQuotingIt(String key) {
        assertThat(Catalogues.problemsOf(PROVIDER + "    keys: [\"%s\"]\n".formatted(key))).singleElement()
            .asString()
            .isEqualTo("first.yaml:5: providers.openai.keys[0]: must be env:NAME or file:/absolute/path;"
                    + " a key itself never stands in a catalogue");
    }

    @Test
    void S1_aBrokenFileIsNotQuotedInItsProblem() {
        assertThat(Catalogues.problemsOf("providers:\n  openai:\n    keys: [\"sk-canary-1\n")).singleElement()
            .asString()
            .doesNotContain("sk-canary");
    }

    @ParameterizedTest
    @ValueSource(strings = { "authorization: Bearer sk-1", "x-api-key: sk-1", "Host: elsewhere.test",
            "LlmUpstream: mine", "content-length: \"1\"", "\"bad name\": x", "x-note: \"a\\r\\nb: c\"" })
    void refusesAnExtraHeaderThatHoldsAKeyOrBelongsToTheGateway(String header) {
        assertThat(Catalogues.problemsOf(PROVIDER + "    headers:\n      " + header + "\n")).singleElement()
            .asString()
            .startsWith("first.yaml:6: providers.openai.headers.")
            .doesNotContain("sk-1");
    }

    @Test
    void refusesWhatAProviderCannotServe() {
        assertThat(Catalogues.problemsOf(PROVIDER + "    endpoints: [chat_completions, messages]\n")).singleElement()
            .asString()
            .startsWith("first.yaml:5: providers.openai.endpoints[1]: must be one of chat_completions, responses,");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a b", "gpt%2D4o", "*-mini", "a*b*", "é", "x?y", "a\\\\b" })
    void refusesAModelNameThatIsNotPlain(String name) {
        assertThat(Catalogues
            .problemsOf(PROVIDER + "models:\n  \"%s\": {targets: [{provider: openai}]}\n".formatted(name)))
            .singleElement()
            .asString()
            .startsWith("first.yaml:6: models.")
            .contains("the name must be");
    }

    @Test
    void refusesAStarInATargetOfAModelThatIsNoWildcard() {
        assertThat(
                Catalogues.problemsOf(PROVIDER + "models:\n  gpt-4o: {targets: [{provider: openai, model: \"*\"}]}\n"))
            .singleElement()
            .asString()
            .startsWith("first.yaml:6: models.gpt-4o.targets[0].model: must be 1 to 256 letters");
    }

    @Test
    void anOverlayChangesSingleFieldsOfAProviderAndNamesItsOwnLines() {
        Catalogue catalogue = Catalogues.of(PROVIDER + "    upstream: shared\n    stream_usage: unsupported\n", """
                providers:
                  openai:
                    base_url: http://127.0.0.1:9081/llm/openai
                    stream_usage: null
                """);

        Provider openai = catalogue.provider("openai").orElseThrow();
        assertThat(openai.baseUrl()).hasToString("http://127.0.0.1:9081/llm/openai");
        assertThat(openai.upstream()).isEqualTo("shared");
        assertThat(openai.streamUsage()).isEqualTo(StreamUsage.ASKED);

        assertThat(Catalogues.problemsOf(PROVIDER, "providers:\n  openai:\n    auth: basic\n")).containsExactly(
                "second.yaml:3: providers.openai.auth: must be bearer, x-api-key, api-key, x-goog-api-key, google,"
                        + " none, a mapping with header and prefix, or one with aws or google");
    }

    @Test
    void anOverlayReplacesAWholeModelAndTakesOneAway() {
        Catalogue catalogue = Catalogues.of(PROVIDER + """
                models:
                  gpt-4o: {aliases: [best], targets: [{provider: openai}]}
                  gpt-4: {targets: [{provider: openai}]}
                """, """
                models:
                  gpt-4o: {targets: [{provider: openai, model: gpt-4o-mini}]}
                  gpt-4: null
                """);

        assertThat(catalogue.models()).singleElement().satisfies((model) -> {
            assertThat(model.aliases()).isEmpty();
            assertThat(model.targets().getFirst().model()).hasValue("gpt-4o-mini");
        });
        assertThat(Catalogues.problemsOf(PROVIDER, "models:\n  gpt-5:\n")).singleElement()
            .asString()
            .startsWith("second.yaml:2: models.gpt-5: is empty");
    }

    @Test
    void anEmptyFileIsAnEmptyCatalogue() {
        assertThat(Catalogues.of("# nothing yet\n").models()).isEqualTo(List.of());
    }

}
