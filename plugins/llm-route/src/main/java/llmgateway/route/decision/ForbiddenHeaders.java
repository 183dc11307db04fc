package llmgateway.route.decision;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import llmgateway.core.call.OwnedHeaders;

/** Headers of a client that no provider may see or obey. */
final class ForbiddenHeaders {

    /**
     * Removed by name whether seen or not, since a gateway may hand over only the first
     * hundred headers.
     */
    static final List<String> NAMES = List.of(
            // Credentials of the caller.
            "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "x-auth-token",
            "ocp-apim-subscription-key", "x-amz-security-token", "cookie",
            // Who the caller is, as APISIX's authentication plugins tell upstreams.
            "x-consumer-username", "x-consumer-custom-id", "x-credential-identifier", "x-userinfo", "x-id-token",
            "x-access-token", "x-refresh-token",
            // Whose account at the provider is billed.
            "openai-organization", "openai-project", "x-goog-user-project",
            // Other gateways' ways to be told where to send a call.
            "x-portkey-custom-host", "x-portkey-config", "x-portkey-api-key", "x-portkey-virtual-key",
            "helicone-target-url", "helicone-openai-api-base", "helicone-auth", "cf-aig-authorization",
            // The path a call took inside.
            "forwarded", "x-forwarded-for", "x-real-ip", "via",
            // The gateway's own, and what a client says for its reports.
            "x-llm-tags", OwnedHeaders.UPSTREAM.toLowerCase(Locale.ROOT), OwnedHeaders.TICKET.toLowerCase(Locale.ROOT));

    private static final Set<String> NAME_SET = Set.copyOf(NAMES);

    private static final List<String> FAMILIES = List.of("x-consumer-", "x-credential-", "x-portkey-", "helicone-",
            "x-litellm-", "cf-aig-", "x-forwarded-", "x-llm-");

    private static final String CUSTOM_HOST = "-custom-host";

    private ForbiddenHeaders() {
    }

    static boolean contains(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAME_SET.contains(lower) || isOfForbiddenFamily(lower);
    }

    /** Whether the name is forbidden and not among {@link #NAMES}. */
    static boolean containsBeyondNames(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !NAME_SET.contains(lower) && isOfForbiddenFamily(lower);
    }

    private static boolean isOfForbiddenFamily(String lower) {
        if (lower.startsWith("x-") && lower.endsWith(CUSTOM_HOST)) {
            return true;
        }
        for (String family : FAMILIES) {
            if (lower.startsWith(family)) {
                return true;
            }
        }
        return false;
    }

}
