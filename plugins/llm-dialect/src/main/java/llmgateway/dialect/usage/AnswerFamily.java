package llmgateway.dialect.usage;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers of one kind.
 *
 * @param fields what is wanted of each document
 * @param reader makes what understands them, for one answer
 */
record AnswerFamily(Wanted fields, Supplier<AnswerReader> reader) {

    /**
     * @param fields wanted beside {@code type}, {@code id}, {@code model} and
     * {@code error}, as {@link Wanted#of} takes them
     */
    static AnswerFamily of(Supplier<AnswerReader> reader, List<String> fields) {
        return new AnswerFamily(
                Wanted.of(Stream.concat(Stream.of("type", "id", "model", "error"), fields.stream()).toList()), reader);
    }

}
