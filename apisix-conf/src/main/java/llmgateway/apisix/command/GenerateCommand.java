package llmgateway.apisix.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import llmgateway.apisix.generate.GeneratedFiles;
import llmgateway.apisix.generate.GeneratedFiles.Drift;
import llmgateway.apisix.generate.ObjectGenerator;
import llmgateway.apisix.generate.ProviderSelection;
import llmgateway.apisix.generate.ProviderSelection.Further;
import llmgateway.apisix.generate.UnusableSettings;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.settings.GatewaySettings;
import llmgateway.apisix.settings.GatewaySettingsReader;
import llmgateway.document.Document;
import llmgateway.document.Problem;
import llmgateway.document.Problems;
import llmgateway.route.credential.KeyLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code generate}: writes the files of objects. */
@Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes apisix.yaml and the folder objects from the gateway's settings and the catalogue.")
final class GenerateCommand implements Callable<Integer> {

    private final Supplier<PrintWriter> out;

    private final Function<String, Optional<String>> environment;

    @Option(names = "--settings", paramLabel = "FILE", description = "The gateway's settings (${DEFAULT-VALUE}).")
    private Path settings = Path.of("gateway.yaml");

    @Option(names = "--into", paramLabel = "FOLDER", description = "Where to write; the settings' folder unless set.")
    private Optional<Path> into = Optional.empty();

    @Option(names = "--check", description = "Write nothing; end with 1 if a file is not as it would be written.")
    private boolean check;

    @Option(names = "--with-keys",
            description = "Also an upstream for every provider of the catalogue whose key is in the environment.")
    private boolean withKeys;

    @Option(names = "--all", description = "An upstream for every provider of the catalogue.")
    private boolean all;

    GenerateCommand(Supplier<PrintWriter> out, Function<String, Optional<String>> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        GatewaySettings read = read();
        Further further = this.all ? Further.ALL : this.withKeys ? Further.WITH_KEY : Further.NONE;
        List<ApisixObject> objects = new ObjectGenerator(read,
                new ProviderSelection(new KeyLoader(this.environment), further).of(read))
            .generate();
        GeneratedFiles files = new GeneratedFiles(this.into.orElse(folder()));
        List<Drift> drifts = files.drift(objects);
        if (!this.check) {
            files.mend(drifts);
        }
        drifts.forEach((drift) -> this.out.get().println(told(drift)));
        this.out.get().println(drifts.isEmpty() ? "All files are as they should be." : "Files: " + drifts.size());
        this.out.get().flush();
        return (this.check && !drifts.isEmpty()) ? ApisixConf.DIFFERENT : 0;
    }

    private String told(Drift drift) {
        return switch (drift) {
            case Drift.Missing missing -> (this.check ? "is missing: " : "wrote ") + missing.file();
            case Drift.Different different -> (this.check ? "differs: " : "changed ") + different.file();
            case Drift.LeftOver leftOver -> (this.check ? "is left over: " : "deleted ") + leftOver.file();
        };
    }

    private GatewaySettings read() throws IOException, UsageException, UnusableSettings {
        if (!Files.isRegularFile(this.settings)) {
            throw new UsageException("there is no file " + this.settings);
        }
        Problems problems = new Problems();
        Optional<GatewaySettings> read = GatewaySettingsReader
            .read(new Document(this.settings.toString(), Files.readAllBytes(this.settings)), folder(), problems);
        if (!problems.isEmpty()) {
            throw new UnusableSettings(problems.list().stream().map(Problem::toString).toList());
        }
        return read.orElseThrow(() -> new UsageException(this.settings + " is empty"));
    }

    private Path folder() {
        return Optional.ofNullable(this.settings.toAbsolutePath().getParent()).orElse(Path.of("."));
    }

}
