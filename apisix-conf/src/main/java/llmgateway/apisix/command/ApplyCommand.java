package llmgateway.apisix.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.apisix.admin.AdminApiException;
import llmgateway.apisix.apply.Applier;
import llmgateway.apisix.apply.Change;
import llmgateway.apisix.apply.Plan;
import llmgateway.apisix.apply.Planner;
import llmgateway.apisix.object.ObjectFolder;
import llmgateway.apisix.object.UnusableObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apply}: brings APISIX to what the files of objects say. */
@Command(name = "apply", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Brings APISIX to what the files of objects say. Fields and objects that they do not mention are "
                + "left alone.")
final class ApplyCommand implements Callable<Integer> {

    private final Supplier<PrintWriter> out;

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--objects", paramLabel = "FOLDER", description = "Folder of the objects (${DEFAULT-VALUE}).")
    private Path objects = Path.of("objects");

    @Option(names = "--dry-run", description = "Tell the calls that would be made, and make none.")
    private boolean dryRun;

    @Option(names = "--diff",
            description = "Show what differs, and what only APISIX has; change nothing. Ends with 1 if APISIX differs.")
    private boolean diff;

    @Option(names = "--prune", description = "Delete objects that were made from files which are gone.")
    private boolean prune;

    @Option(names = "--adopt", description = "Take over objects of the same names that somebody else made.")
    private boolean adopt;

    @Option(names = "--remove", description = "Delete every object that apply has made, and no other.")
    private boolean remove;

    ApplyCommand(Supplier<PrintWriter> out, Function<String, Optional<String>> environment) {
        this.out = out;
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        try (AdminApi api = this.admin.open()) {
            Plan plan = plan(new Planner(api));
            PlanReport report = new PlanReport(this.out.get());
            if (!plan.foreign().isEmpty()) {
                throw new UsageException(PlanReport.foreign(plan));
            }
            if (this.diff) {
                report.differences(plan);
                return plan.changes().isEmpty() && plan.leftOver().isEmpty() ? 0 : ApisixConf.DIFFERENT;
            }
            if (this.dryRun) {
                plan.changes().forEach(report::wouldDo);
            }
            else {
                new Applier(api).apply(plan, report::done);
            }
            report.summary(plan, this.dryRun);
            return 0;
        }
    }

    private Plan plan(Planner planner) throws AdminApiException, UnusableObject {
        return this.remove ? planner.remove()
                : planner.apply(new ObjectFolder(this.objects).read(), this.adopt, this.prune);
    }

    /** The call that makes a change. */
    static String callOf(Change change) {
        return ((change instanceof Change.Delete) ? "DELETE" : "PUT") + " /apisix/admin/" + change.key();
    }

}
