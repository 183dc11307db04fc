package llmgateway.runner.management;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import llmgateway.runner.key.BearerKeys;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who brings the management key or, where there is none, who calls from this
 * machine by one of its loopback names: a web page that a browser on this machine shows
 * must not reach it by a name of its own.
 */
final class ManagementAccess extends OncePerRequestFilter {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Optional<BearerKeys> keys;

    /**
     * @param keys empty to let in who calls from this machine
     */
    ManagementAccess(Optional<BearerKeys> keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (this.keys.isPresent()) {
            if (!this.keys.get().admit(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)))) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                ErrorBody.write(response, HttpStatus.UNAUTHORIZED, "unauthorized",
                        "Send the management key as 'Authorization: Bearer <key>'.");
                return;
            }
        }
        else if (!isFromHere(request)) {
            ErrorBody.write(response, HttpStatus.FORBIDDEN, "forbidden",
                    "Without llm.management.key only this machine is let in, and no web page.");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isFromHere(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ORIGIN) == null && LOOPBACK_NAMES.contains(request.getServerName())
                && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        }
        catch (UnknownHostException ex) {
            return false;
        }
    }

}
