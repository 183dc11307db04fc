package llmgateway.route.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;

/**
 * Who serves models.
 *
 * @param name names it in targets, headers and logs
 * @param api what it speaks
 * @param baseUrl http or https, without a trailing slash, query, fragment or user info
 * @param upstream id of the APISIX upstream that leads to it
 * @param auth how it wants its key
 * @param keys where its keys come from, in order
 * @param headers sent with every call to it
 * @param endpoints what it serves
 * @param streamUsage when it reports the usage of a stream
 * @param outputLimit what it calls the output limit of chat completions
 * @param apiVersion Azure OpenAI's {@code api-version}, or {@code v1}
 * @param source where these facts come from
 */
public record Provider(String name, ProviderApi api, URI baseUrl, String upstream, AuthScheme auth,
        List<KeySource> keys, List<ExtraHeader> headers, Set<Endpoint> endpoints, StreamUsage streamUsage,
        OutputLimitField outputLimit, Optional<String> apiVersion, Optional<String> source) {

    public Provider {
        keys = List.copyOf(keys);
        headers = List.copyOf(headers);
        endpoints = Set.copyOf(endpoints);
    }

    /**
     * A header sent with every call.
     *
     * @param name in lower case
     */
    public record ExtraHeader(String name, HeaderValue value) {
    }

    /** What an extra header says. */
    public sealed interface HeaderValue {

        record Literal(String text) implements HeaderValue {
        }

        record Secret(KeySource source) implements HeaderValue {
        }

    }

}
