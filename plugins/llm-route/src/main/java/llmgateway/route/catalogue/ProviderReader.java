package llmgateway.route.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.document.Constants;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;

/** Reads the entries under {@code providers}. */
final class ProviderReader {

    private static final Set<String> FIELDS = Set.of("dialect", "base_url", "upstream", "auth", "keys", "headers",
            "endpoints", "stream_usage", "output_limit", "api_version", "source");

    private static final Pattern PROVIDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** What APISIX 3.18 allows as the id of an upstream. */
    private static final Pattern UPSTREAM_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern API_VERSION = Pattern.compile("v1|\\d{4}-\\d{2}-\\d{2}(-preview)?");

    private final Problems problems;

    ProviderReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Provider> read(Node.Member member) {
        String path = Fields.join("providers", member.name());
        if (!PROVIDER_NAME.matcher(member.name()).matches()) {
            this.problems.add(member.place(), path,
                    "the name must be 1 to 64 letters, digits or any of ._- and begin with a letter or digit");
        }
        return Fields.ofNode(member.value(), path, FIELDS, this.problems)
            .flatMap((fields) -> read(member.name(), fields));
    }

    private Optional<Provider> read(String name, Fields fields) {
        Optional<ProviderApi> api = fields.text("dialect", ProviderReader::api);
        Optional<URI> baseUrl = fields.text("base_url", ProviderReader::baseUrl);
        Optional<String> upstream = fields.text("upstream", ProviderReader::upstreamId);
        Optional<AuthScheme> auth = new AuthReader(this.problems).read(fields);
        List<KeySource> keys = fields.texts("keys", KeySourceText::parse).orElse(List.of());
        List<Provider.ExtraHeader> headers = new ExtraHeaderReader(this.problems).read(fields);
        Optional<StreamUsage> streamUsage = fields.text("stream_usage", Constants.among(List.of(StreamUsage.values())));
        Optional<OutputLimitField> outputLimit = fields.text("output_limit",
                Constants.among(List.of(OutputLimitField.values())));
        Optional<String> apiVersion = fields.text("api_version", ProviderReader::apiVersion);
        Optional<String> source = fields.text("source");
        fields.require("dialect");
        fields.require("base_url");
        if (api.isEmpty()) {
            return Optional.empty();
        }
        checkApiVersion(fields, api.get());
        if (api.get().dialect() != Dialect.OPENAI && outputLimit.isPresent()) {
            fields.problem("output_limit", "stands only with dialect openai or azure-openai");
        }
        Set<Endpoint> usual = UsualEndpoints.of(api.get(), apiVersion);
        Set<Endpoint> possible = UsualEndpoints.possible(api.get());
        Optional<List<Endpoint>> endpoints = fields.texts("endpoints", Constants.among(possible));
        return baseUrl.map((url) -> new Provider(name, api.get(), url, upstream.orElse(name),
                auth.orElseGet(() -> AuthScheme.NAMED.get(api.get().usualAuth())), keys, headers,
                endpoints.map(Set::copyOf).orElse(usual), streamUsage.orElse(api.get().usualStreamUsage()),
                outputLimit.orElse(api.get().usualOutputLimit()), apiVersion, source));
    }

    private static void checkApiVersion(Fields fields, ProviderApi api) {
        boolean given = fields.find("api_version").isPresent();
        if (api == ProviderApi.AZURE_OPENAI && !given) {
            fields.problem("api_version", "must be given for dialect azure-openai, such as 2024-10-21 or v1");
        }
        if (api != ProviderApi.AZURE_OPENAI && given) {
            fields.problem("api_version", "stands only with dialect azure-openai");
        }
    }

    private static ProviderApi api(String text) throws UnusableValue {
        return ProviderApi.named(text)
            .orElseThrow(() -> new UnusableValue("must be one of " + String.join(", ", ProviderApi.names())));
    }

    private static URI baseUrl(String text) throws UnusableValue {
        try {
            URI uri = new URI(text.replaceFirst("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    && uri.getRawFragment() == null && uri.normalize().equals(uri) && !text.contains("%")) {
                return uri;
            }
        }
        catch (URISyntaxException ex) {
            // Falls through to the one answer; the cause would quote the value.
        }
        throw new UnusableValue("must be an absolute http or https URL with a host,"
                + " without user info, query, fragment, percent-encoding or dot segments");
    }

    private static String upstreamId(String text) throws UnusableValue {
        if (!UPSTREAM_ID.matcher(text).matches()) {
            throw new UnusableValue("must be the id of an APISIX upstream: 1 to 64 letters, digits or any of ._-");
        }
        return text;
    }

    private static String apiVersion(String text) throws UnusableValue {
        if (!API_VERSION.matcher(text).matches()) {
            throw new UnusableValue("must be v1 or a version such as 2024-10-21 or 2025-04-01-preview");
        }
        return text;
    }

}
