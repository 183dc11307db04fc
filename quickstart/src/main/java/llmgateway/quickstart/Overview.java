package llmgateway.quickstart;

import java.io.PrintStream;
import java.util.stream.Collectors;

/** Says what is running, and where. */
final class Overview {

    private final DemoStack stack;

    Overview(DemoStack stack) {
        this.stack = stack;
    }

    void print(PrintStream out) {
        out.println("LLM gateway, standalone");
        out.println("   gateway    " + this.stack.gateway());
        out.println("   page       " + this.stack.management().resolve("/ui/"));
        out.println(
                "   consumers  alice: every model; bob: claude-* only; carol: 2 requests a minute; dave: 0.00005 USD a day");
        out.println("   simulated  " + simulated());
        out.println("   real       " + real());
        out.println("   redis      " + this.stack.redis().map(DemoRedis::address).orElse("none for this system")
                + " (for budgets and the ledger)");
    }

    private String simulated() {
        if (this.stack.simulated().isEmpty()) {
            return "none";
        }
        String names = this.stack.simulated()
            .stream()
            .map(SimulatedProvider::catalogueName)
            .collect(Collectors.joining(", "));
        return names + ", at " + this.stack.simulator().baseUri();
    }

    private String real() {
        if (this.stack.realProviders().isEmpty()) {
            return "none; set OPENAI_API_KEY, ANTHROPIC_API_KEY or another provider's key to use them";
        }
        return String.join(", ", this.stack.realProviders()) + " (their keys are in the environment)";
    }

}
