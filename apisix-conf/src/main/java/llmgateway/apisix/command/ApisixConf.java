package llmgateway.apisix.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands {@code apply}, {@code generate} and {@code consumer}. They end with 0,
 * with 1 where a comparison finds differences, with 2 where something is wrong.
 */
@Command(name = "apisix-conf", description = "The LLM gateway's objects in APISIX.",
        synopsisSubcommandLabel = "(apply | generate | consumer)")
public final class ApisixConf {

    static final int DIFFERENT = 1;

    static final int FAILED = 2;

    private ApisixConf() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine((name) -> Optional.ofNullable(System.getenv(name))).execute(arguments));
    }

    /**
     * The command line, which writes where {@link CommandLine#setOut} and
     * {@link CommandLine#setErr} say.
     * @param environment the value of an environment variable by its name
     */
    public static CommandLine commandLine(Function<String, Optional<String>> environment) {
        CommandLine line = new CommandLine(new ApisixConf());
        line.addSubcommand(new ApplyCommand(line::getOut, environment));
        line.addSubcommand(new GenerateCommand(line::getOut, environment));
        line.addSubcommand(new ConsumerCommand(line::getOut, environment));
        line.setExpandAtFiles(false);
        line.setOverwrittenOptionsAllowed(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, line.getErr()));
        return line;
    }

    private static int failed(Exception failure, PrintWriter err) {
        err.println(Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
        err.flush();
        return FAILED;
    }

}
