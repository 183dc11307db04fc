package llmgateway.metrics.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a report's URL, each given once at most. */
final class Parameters {

    private final Map<String, String> values;

    /**
     * @param known the names that may be given
     * @throws UnusableParameter if another is given, or one twice
     */
    Parameters(Map<String, List<String>> given, Set<String> known) throws UnusableParameter {
        this.values = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                throw new UnusableParameter(name, known.isEmpty() ? "is unknown; there are none"
                        : "is unknown; known are " + String.join(", ", new TreeSet<>(known)));
            }
            if (parameter.getValue().size() != 1) {
                throw new UnusableParameter(name, "is given more than once");
            }
            this.values.put(name, parameter.getValue().getFirst());
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(this.values.get(name)).map(String::strip).filter((value) -> !value.isEmpty());
    }

    /** A date, which stands for its first instant in UTC, or a time. */
    Optional<Instant> instant(String name) throws UnusableParameter {
        Optional<String> text = text(name);
        return text.isPresent() ? Optional.of(instant(name, text.get())) : Optional.empty();
    }

    private static Instant instant(String name, String text) throws UnusableParameter {
        try {
            return (text.indexOf('T') < 0) ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        }
        catch (DateTimeException ex) {
            throw new UnusableParameter(name, "must be a date such as 2026-10-01 or a time such as 2026-10-01T08:00Z");
        }
    }

    /** One of some words; the first where none is given. */
    String word(String name, String... words) throws UnusableParameter {
        String word = text(name).orElse(words[0]);
        if (!Arrays.asList(words).contains(word)) {
            throw new UnusableParameter(name, "must be " + String.join(" or ", words));
        }
        return word;
    }

    /** Words between commas; empty where none is given. */
    List<String> list(String name) {
        return text(name).map((text) -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    }

}
