package llmgateway.dialect.converse;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Names of the documents of one request: every one needs a name, no two the same, of
 * letters, digits, single spaces, hyphens, parentheses and brackets
 * ({@code DocumentBlock} of the service model).
 */
final class DocumentNames {

    private static final int LONGEST = 190;

    private static final String UNNAMED = "document";

    private final Set<String> used = new HashSet<>();

    String of(Optional<String> name) {
        String known = name.orElse(UNNAMED).replaceAll("[^a-zA-Z0-9\\s()\\[\\]-]", "-").replaceAll("\\s+", " ").strip();
        String base = known.isEmpty() ? UNNAMED : known.substring(0, Math.min(LONGEST, known.length())).strip();
        String unique = base;
        for (int i = 2; !this.used.add(unique); i++) {
            unique = base + " (" + i + ")";
        }
        return unique;
    }

}
