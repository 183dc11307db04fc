package llmgateway.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Header lines in their order, repeats kept, names compared without case. Immutable.
 *
 * @param lines every line, in order
 */
public record Headers(List<Header> lines) {

    public static final Headers NONE = new Headers(List.of());

    public Headers {
        lines = List.copyOf(lines);
    }

    public static Headers of(Header... lines) {
        return new Headers(Arrays.asList(lines));
    }

    /** The value of the first line of that name. */
    public Optional<String> first(String name) {
        for (Header line : this.lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all lines of that name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Header line : this.lines) {
            if (line.name().equalsIgnoreCase(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** These headers with every line of that name replaced by one. */
    public Headers with(String name, String value) {
        List<Header> changed = new ArrayList<>(without(name).lines);
        changed.add(new Header(name, value));
        return new Headers(changed);
    }

    /** These headers without any line of that name. */
    public Headers without(String name) {
        return new Headers(this.lines.stream().filter((line) -> !line.name().equalsIgnoreCase(name)).toList());
    }

}
