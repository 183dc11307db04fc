package llmgateway.dialect.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds wanted fields in JSON documents whose bytes come in pieces, one document after
 * the other. Not thread-safe.
 */
final class JsonFields {

    private static final JsonFactory JSON = new JsonFactory();

    private final Wanted wanted;

    private final JsonDocument document = new JsonDocument();

    private final LongStrings strings = new LongStrings(this::parse);

    /** What is wanted of the containers that are open, outermost first. */
    private final Deque<Wanted> open = new ArrayDeque<>();

    private JsonParser parser = newParser();

    private Optional<Wanted> field = Optional.empty();

    /** How many containers are open within one that nobody wants. */
    private int unwanted;

    private boolean ended;

    /** Whether the parser can read no further. */
    private boolean broken;

    JsonFields(Wanted wanted) {
        this.wanted = wanted;
    }

    private static JsonParser newParser() {
        return JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    }

    void write(byte[] bytes, int offset, int length) {
        if (!this.broken) {
            this.strings.write(bytes, offset, length);
        }
    }

    private void parse(byte[] bytes, int from, int to) {
        if (this.broken) {
            return;
        }
        try {
            ((ByteArrayFeeder) this.parser.nonBlockingInputFeeder()).feedInput(bytes, from, to);
            for (JsonToken token = this.parser.nextToken(); token != JsonToken.NOT_AVAILABLE; token = this.parser
                .nextToken()) {
                read(token);
            }
        }
        catch (JacksonException notJson) {
            this.broken = true;
        }
    }

    private void read(JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> begin();
            case END_OBJECT, END_ARRAY -> end();
            case PROPERTY_NAME -> {
                if (this.unwanted == 0) {
                    this.field = this.open.getLast().field(this.parser.currentName());
                }
            }
            case VALUE_NULL -> {
            }
            default -> {
                if (this.unwanted == 0) {
                    current().ifPresent((found) -> this.document.value(found, this.parser.getString()));
                }
            }
        }
    }

    private void begin() {
        if (this.unwanted > 0) {
            this.unwanted++;
            return;
        }
        boolean root = this.open.isEmpty();
        Optional<Wanted> found = root ? Optional.of(this.wanted) : container();
        if (found.isEmpty()) {
            this.unwanted = 1;
            return;
        }
        if (root) {
            this.ended = false;
        }
        else {
            this.document.container(found.get());
        }
        this.open.addLast(found.get());
    }

    private void end() {
        if (this.unwanted > 0) {
            this.unwanted--;
            return;
        }
        this.open.removeLast();
        this.ended = this.open.isEmpty();
        if (this.ended) {
            this.document.leaveOut(this.strings.dropped());
        }
    }

    /** The field whose value is a scalar that has just been read. */
    private Optional<Wanted> current() {
        if (this.open.isEmpty()) {
            return Optional.empty();
        }
        return this.parser.streamReadContext().inArray()
                ? this.open.getLast().element(this.parser.streamReadContext().getCurrentIndex()) : this.field;
    }

    /** The field whose value is a container that has just begun. */
    private Optional<Wanted> container() {
        return this.parser.streamReadContext().getParent().inArray()
                ? this.open.getLast().element(this.parser.streamReadContext().getParent().getCurrentIndex())
                : this.field;
    }

    /** The document so far; to be believed when it has {@link #ended()}. */
    JsonDocument document() {
        return this.document;
    }

    /** Whether the document came to its end. */
    boolean ended() {
        return this.ended;
    }

    /** Begins the next document, also after one that broke off. */
    void next() {
        if (this.broken || !this.open.isEmpty()) {
            this.parser.close();
            this.parser = newParser();
        }
        this.strings.reset();
        this.document.clear();
        this.open.clear();
        this.field = Optional.empty();
        this.unwanted = 0;
        this.ended = false;
        this.broken = false;
    }

    void close() {
        this.parser.close();
    }

}
