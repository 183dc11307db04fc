package llmgateway.core.upstream;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a request goes to.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {

    private static final Pattern AUTHORITY = Pattern
        .compile("(?:[^@]*@)?\\[?(?<host>[^@\\[\\]]+?)]?(?::(?<port>[0-9]{1,5}))?");

    private static final int HTTP = 80;

    private static final int HTTPS = 443;

    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /**
     * @param uri absolute, {@code http} or {@code https}
     */
    public static ServerAddress of(URI uri) {
        int usual = "http".equalsIgnoreCase(uri.getScheme()) ? HTTP : HTTPS;
        // A host with an underscore is no host to a URI, but part of its authority.
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("without a host: " + uri.getScheme());
        }
        return new ServerAddress(authority.group("host"),
                Optional.ofNullable(authority.group("port")).map(Integer::parseInt).orElse(usual));
    }

    /**
     * @param text {@code host:port}, as {@link #toString} writes it
     * @throws IllegalArgumentException if it is not
     */
    public static ServerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a host and a port");
        }
        return new ServerAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return this.host + ":" + this.port;
    }

}
