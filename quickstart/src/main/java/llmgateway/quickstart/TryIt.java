package llmgateway.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Prints commands and programs to try, ready to paste. */
final class TryIt {

    private static final String TEXT = "try-it.txt";

    private final DemoStack stack;

    TryIt(DemoStack stack) {
        this.stack = stack;
    }

    void print(PrintStream out) {
        out.println();
        out.println(text().replace("{gateway}", this.stack.gateway().toString())
            .replace("{management}", this.stack.management().toString())
            .replace("{alice}", this.stack.alice().key())
            .replace("{bob}", this.stack.bob().key()));
    }

    private static String text() {
        try (InputStream resource = TryIt.class.getResourceAsStream(TEXT)) {
            if (resource == null) {
                throw new IllegalStateException(TEXT + " is missing from the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
