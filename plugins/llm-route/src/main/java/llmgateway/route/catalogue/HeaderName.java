package llmgateway.route.catalogue;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.document.UnusableValue;

/** Names of headers. */
public final class HeaderName {

    /** RFC 9110, 5.6.2: token. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    /** Those that the gateway or its HTTP client decides. */
    private static final Set<String> RESERVED = Set.of("host", "content-length", "content-type", "content-encoding",
            "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect", "accept-encoding",
            OwnedHeaders.UPSTREAM.toLowerCase(Locale.ROOT), OwnedHeaders.TICKET.toLowerCase(Locale.ROOT));

    private HeaderName() {
    }

    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The name, in lower case, of a header that a catalogue may set. */
    static String parse(String text) throws UnusableValue {
        String name = text.toLowerCase(Locale.ROOT);
        if (!isToken(name)) {
            throw new UnusableValue("is not the name of a header");
        }
        if (RESERVED.contains(name)) {
            throw new UnusableValue("is a header that the gateway sets itself");
        }
        return name;
    }

}
