package llmgateway.runner.pipeline;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestRewrite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps header lines that would break the HTTP message from leaving the runner.
 * Thread-safe.
 */
final class HeaderGuard {

    private static final Logger log = LoggerFactory.getLogger(HeaderGuard.class);

    /** RFC 9110, 5.6.2, beside letters and digits. */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private static final Set<String> FRAMING = framing();

    private final AtomicBoolean droppedFraming = new AtomicBoolean();

    private static Set<String> framing() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("Content-Length", "Transfer-Encoding"));
        return names;
    }

    /** Whether no name or value can end its line and begin another. */
    boolean isSafe(RequestRewrite rewrite) {
        Stream<Header> request = rewrite.headers()
            .stream()
            .map((change) -> new Header(change.name(), change.value().orElse("")));
        return Stream.concat(request, rewrite.responseHeaders().stream()).allMatch(HeaderGuard::isSafe)
                && rewrite.path().stream().allMatch(HeaderGuard::isOneLine);
    }

    /** Whether all lines are safe and the status is one a client can be sent. */
    boolean isSafe(DirectResponse response) {
        return response.status() >= 200 && response.status() <= 999 && isSafe(response.headers());
    }

    boolean isSafe(Headers headers) {
        return headers.lines().stream().allMatch(HeaderGuard::isSafe);
    }

    private static boolean isSafe(Header header) {
        return isToken(header.name()) && isOneLine(header.value());
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars()
            .allMatch((c) -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch((c) -> c == '\r' || c == '\n' || c == 0);
    }

    /** Without what whoever sends the message writes itself. */
    RequestRewrite withoutFraming(RequestRewrite rewrite) {
        if (rewrite.headers().stream().noneMatch((change) -> isFraming(change.name()))
                && rewrite.responseHeaders().stream().noneMatch((header) -> isFraming(header.name()))) {
            return rewrite;
        }
        return new RequestRewrite(rewrite.path(),
                rewrite.headers().stream().filter((change) -> !isFraming(change.name())).toList(), rewrite.query(),
                rewrite.body(),
                rewrite.responseHeaders().stream().filter((header) -> !isFraming(header.name())).toList());
    }

    /** As {@link #withoutFraming(RequestRewrite)}. */
    Headers withoutFraming(Headers headers) {
        return new Headers(headers.lines().stream().filter((header) -> !isFraming(header.name())).toList());
    }

    private boolean isFraming(String name) {
        boolean framing = FRAMING.contains(name);
        if (framing && this.droppedFraming.compareAndSet(false, true)) {
            log.warn("A plugin set {}, which the gateway computes itself; such headers are dropped", name);
        }
        return framing;
    }

}
