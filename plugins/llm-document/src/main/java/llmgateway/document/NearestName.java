package llmgateway.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name a mistyped one was meant to be. */
final class NearestName {

    private NearestName() {
    }

    /** The known name with the smallest edit distance, whatever the case. */
    static Optional<String> of(String written, Collection<String> known) {
        String lowerCase = written.toLowerCase(Locale.ROOT);
        return known.stream()
            .min(Comparator.comparingInt((String name) -> distance(lowerCase, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's, kept to one row. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int substituted = diagonal + ((from.charAt(line - 1) == to.charAt(column - 1)) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(substituted, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }

}
