package llmgateway.dialect.prompt;

import tools.jackson.core.JsonToken;

/** Reads the members of a body's root that may be input. */
interface RootReader {

    /**
     * Reads one member to its end.
     * @param value where it begins: the current token
     */
    void read(String key, JsonToken value);

    /** Whether a member is wanted although no model reads it. */
    default boolean wants(String key) {
        return false;
    }

    /** All members were read. */
    default void end() {
    }

}
