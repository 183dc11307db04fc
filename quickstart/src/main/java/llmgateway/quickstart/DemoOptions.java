package llmgateway.quickstart;

import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * The command line.
 *
 * @param check whether to end after the tour, telling by the exit code how it went
 * @param real whether a check may go to real providers too
 * @param port of the gateway; by default 9080 or, where that is taken or this is a check,
 * a free one
 */
record DemoOptions(boolean check, boolean real, OptionalInt port) {

    static final String USAGE = """
            Usage: ./demo [--check [--real]] [--port N]
              --check   end after the tour; exit code 0 if every step went well, else 1
              --real    with --check: use real providers where the environment has their keys
              --port N  the gateway's port (default: 9080; a free one if taken or with --check)
              --help    this text""";

    private static final int MAX_PORT = 65_535;

    /**
     * @throws IllegalArgumentException for anything that {@link #USAGE} does not list
     */
    static DemoOptions parse(String... arguments) {
        boolean check = false;
        boolean real = false;
        OptionalInt port = OptionalInt.empty();
        Iterator<String> remaining = Arrays.asList(arguments).iterator();
        while (remaining.hasNext()) {
            String argument = remaining.next();
            switch (argument) {
                case "--check" -> check = true;
                case "--real" -> real = true;
                case "--port" -> port = OptionalInt.of(parsePort(remaining));
                default -> throw new IllegalArgumentException("Unknown option: " + argument);
            }
        }
        return new DemoOptions(check, real, port);
    }

    private static int parsePort(Iterator<String> remaining) {
        String port = remaining.hasNext() ? remaining.next() : "";
        if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("--port needs a number from 1 to " + MAX_PORT);
        }
        return Integer.parseInt(port);
    }

    /** Whether keys in the environment count. */
    boolean usesRealProviders() {
        return !this.check || this.real;
    }

}
