package llmgateway.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Starts a gateway, shows that it works, and leaves it running to be tried. */
public final class Demo {

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(55);

    private final DemoOptions options;

    private final Map<String, String> environment;

    private final PrintStream out;

    Demo(DemoOptions options, Map<String, String> environment, PrintStream out) {
        this.options = options;
        this.environment = environment;
        this.out = out;
    }

    /**
     * @param arguments see {@link DemoOptions#USAGE}
     */
    public static void main(String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(DemoOptions.USAGE);
            return;
        }
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.err.println(DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        Demo demo = new Demo(options, System.getenv(), System.out);
        if (options.check()) {
            endAfter(CHECK_LIMIT);
            System.exit(demo.check() ? 0 : 1);
        }
        if (!demo.stay()) {
            System.exit(1);
        }
    }

    /** Starts everything, takes the tour, stops everything; true if all went well. */
    boolean check() throws InterruptedException {
        Optional<DemoStack> started = start();
        if (started.isEmpty()) {
            return false;
        }
        try (DemoStack stack = started.get()) {
            boolean wentWell = show(stack);
            this.out.println();
            this.out.println(wentWell ? "Every step went well." : "FAIL: not every step went well.");
            return wentWell;
        }
    }

    /**
     * Starts everything, takes the tour, and runs until the process is told to end; false
     * if it does not start.
     */
    private boolean stay() throws InterruptedException {
        Optional<DemoStack> started = start();
        if (started.isEmpty()) {
            return false;
        }
        DemoStack stack = started.get();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        show(stack);
        new TryIt(stack).print(this.out);
        new CountDownLatch(1).await();
        return true;
    }

    private Optional<DemoStack> start() {
        try {
            return Optional.of(DemoStack.start(this.options, this.environment));
        }
        catch (RuntimeException ex) {
            this.out.println("FAIL: the demo did not start: " + ex.getMessage());
            return Optional.empty();
        }
    }

    private boolean show(DemoStack stack) throws InterruptedException {
        new Overview(stack).print(this.out);
        return new Tour(stack, this.out).walk();
    }

    private static void endAfter(Duration limit) {
        Thread.ofPlatform().daemon().name("limit").start(() -> {
            try {
                Thread.sleep(limit);
                System.out.println("FAIL: not done after " + limit.toSeconds() + " s");
                Runtime.getRuntime().halt(1);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        });
    }

}
