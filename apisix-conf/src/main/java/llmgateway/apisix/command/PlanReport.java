package llmgateway.apisix.command;

import java.io.PrintWriter;
import java.util.stream.Collectors;

import llmgateway.apisix.apply.Change;
import llmgateway.apisix.apply.Plan;
import llmgateway.apisix.object.ObjectKey;

/** Tells the operator what a plan does. */
final class PlanReport {

    private final PrintWriter out;

    PlanReport(PrintWriter out) {
        this.out = out;
    }

    static String foreign(Plan plan) {
        return plan.foreign()
            .stream()
            .map((key) -> key + " is there already, and apply did not make it")
            .collect(Collectors.joining("\n")) + "\nNothing was changed. --adopt takes over what is there.";
    }

    void wouldDo(Change change) {
        this.out.println("would " + ApplyCommand.callOf(change));
    }

    void done(Change change) {
        this.out.println(ApplyCommand.callOf(change));
        this.out.flush();
    }

    void differences(Plan plan) {
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.Create create -> this.out.println("+ " + create.key());
                case Change.Delete delete -> this.out.println("- " + delete.key());
                case Change.Update update -> {
                    this.out.println("~ " + update.key());
                    update.differences().forEach((difference) -> this.out.println("    " + difference));
                }
            }
        }
        for (ObjectKey key : plan.leftOver()) {
            this.out.println("? " + key + " has no file any more; --prune deletes it");
        }
        for (Plan.Kept kept : plan.kept()) {
            this.out.println("= " + kept.key() + ", only in APISIX and kept:");
            kept.fields().forEach((field) -> this.out.println("    " + field));
        }
        this.out.flush();
    }

    void summary(Plan plan, boolean dryRun) {
        long creates = plan.changes().stream().filter(Change.Create.class::isInstance).count();
        long updates = plan.changes().stream().filter(Change.Update.class::isInstance).count();
        long deletes = plan.changes().size() - creates - updates;
        this.out.println(plan.changes().isEmpty() ? "Nothing to do."
                : (dryRun ? "Would create " : "Created ") + creates + ", " + (dryRun ? "update " : "updated ") + updates
                        + ", " + (dryRun ? "delete " : "deleted ") + deletes + ".");
        for (ObjectKey key : plan.leftOver()) {
            this.out.println(key + " has no file any more; --prune deletes it");
        }
        this.out.flush();
    }

}
