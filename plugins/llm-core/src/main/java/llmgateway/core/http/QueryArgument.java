package llmgateway.core.http;

import java.util.Optional;

/**
 * One query argument, decoded.
 *
 * @param name decoded name
 * @param value decoded value; empty for an argument without {@code =}
 */
public record QueryArgument(String name, Optional<String> value) {
}
