package llmgateway.document;

import java.util.List;
import java.util.Optional;

/** A document's tree, each part with its place. */
public sealed interface Node {

    Place place();

    /** What a reader calls this kind of value. */
    String kind();

    /**
     * Named values.
     *
     * @param members in the document's order, no name twice
     */
    record Mapping(Place place, List<Member> members) implements Node {

        public Mapping {
            members = List.copyOf(members);
        }

        public Optional<Node> find(String name) {
            for (Member member : this.members) {
                if (member.name().equals(name)) {
                    return Optional.of(member.value());
                }
            }
            return Optional.empty();
        }

        @Override
        public String kind() {
            return "a mapping";
        }

    }

    /**
     * One of a mapping's named values.
     *
     * @param place where the name stands
     */
    record Member(Place place, String name, Node value) {
    }

    record Sequence(Place place, List<Node> items) implements Node {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

    }

    record Text(Place place, String value) implements Node {

        @Override
        public String kind() {
            return "text";
        }

    }

    /**
     * A number.
     *
     * @param digits as written
     */
    record Numeral(Place place, String digits) implements Node {

        @Override
        public String kind() {
            return "a number";
        }

    }

    record Flag(Place place, boolean value) implements Node {

        @Override
        public String kind() {
            return "true or false";
        }

    }

    record Nothing(Place place) implements Node {

        @Override
        public String kind() {
            return "nothing";
        }

    }

}
