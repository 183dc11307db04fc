package llmgateway.e2e.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The stack's configuration, where there is no Docker engine to start it. */
class LocalStackTest extends WholePathContract {

    @TempDir
    private static Path scratch;

    private static Optional<LocalStack> stack = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        stack = Optional.of(LocalStack.start(scratch));
    }

    @AfterAll
    static void stop() {
        stack.ifPresent(LocalStack::close);
    }

    @Override
    Stack stack() {
        return stack.orElseThrow();
    }

}
