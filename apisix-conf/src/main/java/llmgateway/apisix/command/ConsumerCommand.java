package llmgateway.apisix.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.settings.ExtPlugins;
import llmgateway.apisix.toggle.PluginSwitch;
import llmgateway.apisix.toggle.PluginToggle;
import llmgateway.apisix.toggle.SubjectPlugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consumer}: switches plugins for one consumer or consumer group. */
@Command(name = "consumer", mixinStandardHelpOptions = true, sortOptions = false,
        customSynopsis = { "consumer [OPTIONS] show  NAME", "consumer [OPTIONS] set   NAME PLUGIN JSON",
                "consumer [OPTIONS] off   NAME PLUGIN", "consumer [OPTIONS] on    NAME PLUGIN",
                "consumer [OPTIONS] reset NAME" },
        description = "Switches llm-route, llm-budget and llm-metrics for one consumer, or gives them other settings.")
final class ConsumerCommand implements Callable<Integer> {

    /** What to do. */
    enum Action {

        SHOW(0), SET(2), OFF(1), ON(1), RESET(0);

        private final int arguments;

        Action(int arguments) {
            this.arguments = arguments;
        }

    }

    private final Supplier<PrintWriter> out;

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--group", description = "NAME is a consumer group's.")
    private boolean group;

    @Option(names = "--route", paramLabel = "ID",
            description = "The route whose plugins hold for everybody else (${DEFAULT-VALUE}).")
    private String route = "llm";

    @Option(names = "--dry-run", description = "Tell the call that would be made, and make none.")
    private boolean dryRun;

    @Parameters(index = "0", paramLabel = "ACTION", description = "show, set, off, on or reset.")
    private Action action = Action.SHOW;

    @Parameters(index = "1", paramLabel = "NAME", description = "Of the consumer.")
    private String name = "";

    @Parameters(index = "2..*", arity = "0..2", paramLabel = "PLUGIN [JSON]", description = "The plugin, its settings.")
    private List<String> arguments = List.of();

    ConsumerCommand(Supplier<PrintWriter> out, Function<String, Optional<String>> environment) {
        this.out = out;
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        if (this.arguments.size() != this.action.arguments) {
            throw new UsageException(this.action.name().toLowerCase(Locale.ROOT) + " takes a name and "
                    + this.action.arguments + " arguments more, not " + this.arguments.size() + "; see --help");
        }
        ObjectKey subject = ObjectKey.parse((this.group ? "consumer_groups/" : "consumers/") + this.name)
            .orElseThrow(() -> new UsageException("'" + this.name + "' cannot be a name"));
        try (AdminApi api = this.admin.open()) {
            PluginToggle toggle = new PluginToggle(api, this.route);
            if (this.action == Action.SHOW) {
                show(toggle.show(subject));
                return 0;
            }
            Optional<ApisixObject> changed = toggle.plan(subject, change());
            if (changed.isEmpty()) {
                this.out.get().println("Nothing to do.");
            }
            else if (this.dryRun) {
                this.out.get().println("would PUT /apisix/admin/" + subject);
                this.out.get()
                    .println(ExtPlugins.of(changed.get().body().path("plugins"))
                        .map((own) -> "with " + ExtPlugins.PLUGIN + " " + own.toConf())
                        .orElse("without " + ExtPlugins.PLUGIN));
            }
            else {
                api.put(changed.get());
                this.out.get().println("PUT /apisix/admin/" + subject);
                show(toggle.show(subject));
            }
            this.out.get().flush();
            return 0;
        }
    }

    private PluginSwitch change() {
        return switch (this.action) {
            case SET -> new PluginSwitch.Set(this.arguments.getFirst(), this.arguments.getLast());
            case OFF -> new PluginSwitch.Off(this.arguments.getFirst());
            case ON -> new PluginSwitch.On(this.arguments.getFirst());
            case RESET, SHOW -> new PluginSwitch.Reset();
        };
    }

    private void show(SubjectPlugins plugins) {
        PrintWriter lines = this.out.get();
        lines.println(this.name + ", by " + plugins.source() + ":");
        plugins.plugins().settings().forEach((plugin, json) -> lines.println("    " + plugin + " " + json));
        lines.flush();
    }

}
