package llmgateway.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The fields of one mapping, read with all problems noted on the way: a field that cannot
 * be used reads as absent.
 */
public final class Fields {

    private final Node.Mapping mapping;

    private final String path;

    private final Problems problems;

    private Fields(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /**
     * The fields of a mapping.
     * @param known the names of fields that may stand here; any other is a problem
     */
    public static Fields of(Node.Mapping mapping, String path, Set<String> known, Problems problems) {
        for (Node.Member member : mapping.members()) {
            if (!known.contains(member.name())) {
                String hint = NearestName.of(member.name(), known)
                    .map((near) -> "; did you mean '" + near + "'?")
                    .orElse("");
                problems.add(member.place(), join(path, member.name()), "is no known field" + hint);
            }
        }
        return new Fields(mapping, path, problems);
    }

    /**
     * As {@link #of}, where anything but a mapping is a problem.
     */
    public static Optional<Fields> ofNode(Node node, String path, Set<String> known, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(of(mapping, path, known, problems));
        }
        problems.add(node.place(), path, "must be a mapping, not " + node.kind());
        return Optional.empty();
    }

    /** The path of a field inside another. */
    public static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public Place place() {
        return this.mapping.place();
    }

    public String path(String name) {
        return join(this.path, name);
    }

    /** Notes a problem with a field, at its line or, if absent, at the mapping's. */
    public void problem(String name, String message) {
        Place place = find(name).map(Node::place).orElse(place());
        this.problems.add(place, path(name), message);
    }

    /** Notes a problem with the mapping as a whole. */
    public void problem(String message) {
        this.problems.add(place(), this.path, message);
    }

    /** Makes it a problem if a field is absent or null. */
    public void require(String name) {
        if (find(name).isEmpty()) {
            problem(name, "must be given");
        }
    }

    /** The field's value; empty if it is absent or null. */
    public Optional<Node> find(String name) {
        return this.mapping.find(name).filter((value) -> !(value instanceof Node.Nothing));
    }

    public Optional<Node.Mapping> mapping(String name) {
        return typed(name, Node.Mapping.class, "a mapping");
    }

    public Optional<String> text(String name) {
        return text(name, (value) -> value);
    }

    public <T> Optional<T> text(String name, Conversion<T> conversion) {
        return find(name).flatMap((value) -> textOf(value, path(name), conversion));
    }

    /** The texts of a list that could be used; empty if the field is absent. */
    public <T> Optional<List<T>> texts(String name, Conversion<T> conversion) {
        return each(name, (item, field) -> textOf(item, field, conversion));
    }

    /** The numbers of a list that could be used; empty if the field is absent. */
    public <T> Optional<List<T>> numbers(String name, Conversion<T> conversion) {
        return each(name, (item, field) -> numberOf(item, field, conversion));
    }

    public Optional<List<Node>> items(String name) {
        return typed(name, Node.Sequence.class, "a list").map(Node.Sequence::items);
    }

    public Optional<Boolean> flag(String name) {
        return typed(name, Node.Flag.class, "true or false").map(Node.Flag::value);
    }

    public Optional<Integer> wholeNumber(String name, int from, int to) {
        return find(name).flatMap((value) -> {
            if (value instanceof Node.Numeral number && number.digits().matches("-?\\d{1,9}")) {
                int whole = Integer.parseInt(number.digits());
                if (whole >= from && whole <= to) {
                    return Optional.of(whole);
                }
            }
            this.problems.add(value.place(), path(name), "must be a whole number from " + from + " to " + to);
            return Optional.empty();
        });
    }

    /** A number, which the conversion gets as it is written. */
    public <T> Optional<T> number(String name, Conversion<T> conversion) {
        return find(name).flatMap((value) -> numberOf(value, path(name), conversion));
    }

    private <T> Optional<List<T>> each(String name, BiFunction<Node, String, Optional<T>> read) {
        return items(name).map((items) -> {
            List<T> usable = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                read.apply(items.get(i), path(name) + "[" + i + "]").ifPresent(usable::add);
            }
            return usable;
        });
    }

    private <T extends Node> Optional<T> typed(String name, Class<T> type, String kind) {
        return find(name).flatMap((value) -> {
            if (type.isInstance(value)) {
                return Optional.of(type.cast(value));
            }
            this.problems.add(value.place(), path(name), "must be " + kind + ", not " + value.kind());
            return Optional.empty();
        });
    }

    private <T> Optional<T> textOf(Node value, String field, Conversion<T> conversion) {
        if (!(value instanceof Node.Text text)) {
            this.problems.add(value.place(), field, "must be text, not " + value.kind());
            return Optional.empty();
        }
        return converted(text.value(), text.place(), field, conversion);
    }

    private <T> Optional<T> numberOf(Node value, String field, Conversion<T> conversion) {
        if (!(value instanceof Node.Numeral number)) {
            this.problems.add(value.place(), field, "must be a number, not " + value.kind());
            return Optional.empty();
        }
        return converted(number.digits(), number.place(), field, conversion);
    }

    private <T> Optional<T> converted(String written, Place place, String field, Conversion<T> conversion) {
        try {
            return Optional.of(conversion.convert(written));
        }
        catch (UnusableValue ex) {
            this.problems.add(place, field, ex.requirement());
            return Optional.empty();
        }
    }

    /** Turns what a field's value is written as into the value. */
    public interface Conversion<T> {

        T convert(String text) throws UnusableValue;

    }

}
