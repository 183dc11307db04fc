package llmgateway.e2e.gateway.wire;

import java.util.List;
import java.util.Map;

/**
 * A table of the schema, as far as its bytes can be checked.
 *
 * @param name for messages
 * @param slots its fields in the schema's order
 */
record TableShape(String name, List<Field> slots) {

    TableShape {
        slots = List.copyOf(slots);
    }

    static TableShape of(String name, Field... slots) {
        return new TableShape(name, List.of(slots));
    }

    /** What lies in a slot. */
    sealed interface Field {

        /** Bytes taken inside the table. */
        int size();

    }

    record Scalar(int size) implements Field {
    }

    record Text() implements Field {

        @Override
        public int size() {
            return Integer.BYTES;
        }

    }

    record Bytes() implements Field {

        @Override
        public int size() {
            return Integer.BYTES;
        }

    }

    record Tables(TableShape element) implements Field {

        @Override
        public int size() {
            return Integer.BYTES;
        }

    }

    /**
     * The value of a union; the slot before it holds which one it is, and is absent or 0
     * for none.
     */
    record Union(Map<Integer, TableShape> members) implements Field {

        @Override
        public int size() {
            return Integer.BYTES;
        }

    }

}
