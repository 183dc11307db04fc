package llmgateway.dialect.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What was found of one JSON document, by path. Of a field that comes again, the last
 * value that is not empty. Bounded: what is too much is left out.
 */
final class JsonDocument {

    private static final int MOST_VALUES = 512;

    private static final int MOST_COLLECTED = 64 * 1024;

    private final Map<String, String> values = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();

    private final Map<String, List<String>> lists = new HashMap<>();

    private final StringBuilder collected = new StringBuilder();

    private long leftOut;

    void value(Wanted field, String text) {
        if (!text.isEmpty() && (this.values.size() < MOST_VALUES || this.values.containsKey(field.path()))) {
            this.values.put(field.path(), text);
        }
        if (field.isCollected() && this.collected.length() + text.length() <= MOST_COLLECTED) {
            this.collected.append(text);
        }
        if (field.isTallied()) {
            increment(field.path() + "=" + text);
        }
        if (field.isListed()) {
            List<String> list = this.lists.computeIfAbsent(field.path(), (path) -> new ArrayList<>());
            if (list.size() < MOST_VALUES) {
                list.add(text);
            }
        }
    }

    /** So many bytes were taken out of the document's strings. */
    void leaveOut(long bytes) {
        this.leftOut = bytes;
    }

    /** The values of all fields that are collected, one after the other. */
    CharSequence collected() {
        return this.collected;
    }

    /** Bytes of strings that nobody has seen. */
    long leftOut() {
        return this.leftOut;
    }

    /** An object or array begins. */
    void container(Wanted field) {
        increment(field.path());
    }

    private void increment(String what) {
        if (this.counts.size() < MOST_VALUES || this.counts.containsKey(what)) {
            this.counts.merge(what, 1, Integer::sum);
        }
    }

    /** A string or number that is there and not empty. */
    Optional<String> text(String path) {
        return Optional.ofNullable(this.values.get(path));
    }

    boolean has(String path) {
        return this.values.containsKey(path) || this.counts.containsKey(path);
    }

    /** How many objects or arrays were there. */
    int count(String path) {
        return this.counts.getOrDefault(path, 0);
    }

    /** How often a field with a tally had a value. */
    int tally(String path, String value) {
        return count(path + "=" + value);
    }

    /** The values of a listed field, in their order. */
    List<String> all(String path) {
        return this.lists.getOrDefault(path, List.of());
    }

    /**
     * @param taker is given the names below the path, without it, and their values
     */
    void eachBelow(String path, BiConsumer<String, String> taker) {
        String beginning = path + ".";
        this.values.forEach((name, value) -> {
            if (name.startsWith(beginning)) {
                taker.accept(name.substring(beginning.length()), value);
            }
        });
    }

    void clear() {
        this.values.clear();
        this.counts.clear();
        this.lists.clear();
        this.collected.setLength(0);
        this.leftOut = 0;
    }

}
