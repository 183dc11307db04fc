package llmgateway.apisix.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.apisix.admin.AdminApiDouble;
import picocli.CommandLine;

/** What came of a command. */
public record CommandRun(int exit, String out, String err) {

    /** The folder {@code apisix-conf}, as it is shipped. */
    public static final Path SHIPPED = Path.of(System.getProperty("basedir", "."))
        .toAbsolutePath()
        .resolve("../apisix-conf")
        .normalize();

    /** Runs a command as its shell script does. */
    public static CommandRun of(Map<String, String> environment, String... arguments) {
        CommandLine line = ApisixConf.commandLine((name) -> Optional.ofNullable(environment.get(name)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    /** Runs a command with the double's address and key. */
    public static CommandRun at(AdminApiDouble api, String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--admin", api.address().toString()));
        all.addAll(List.of(arguments));
        return of(Map.of("APISIX_ADMIN_KEY", AdminApiDouble.KEY), all.toArray(String[]::new));
    }

    /** Runs {@code apply} with the objects that are shipped. */
    public static CommandRun apply(AdminApiDouble api, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--objects", SHIPPED.resolve("objects").toString()));
        all.addAll(List.of(arguments));
        return at(api, "apply", all.toArray(String[]::new));
    }

}
