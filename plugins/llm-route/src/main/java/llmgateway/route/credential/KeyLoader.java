package llmgateway.route.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.ProviderKey;

/** Gets keys from where they are kept. */
public final class KeyLoader {

    /** What can stand in a header and is no more than a key. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,16384}");

    private final Function<String, Optional<String>> environment;

    /**
     * @param environment the value of an environment variable by its name
     */
    public KeyLoader(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    public LoadedKeys load(KeySource source) {
        return switch (source) {
            case KeySource.Environment variable -> fromEnvironment(variable);
            case KeySource.KeyFile file -> fromFile(file);
        };
    }

    private LoadedKeys fromEnvironment(KeySource.Environment variable) {
        Optional<String> value = this.environment.apply(variable.variable())
            .map(String::strip)
            .filter((text) -> !text.isEmpty());
        LoadedKeys loaded = LoadedKeys.none();
        value.ifPresent((text) -> add(loaded, variable.name(), text));
        return loaded;
    }

    private static LoadedKeys fromFile(KeySource.KeyFile file) {
        LoadedKeys loaded = LoadedKeys.none();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file.path())) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    add(loaded, file.name() + ":" + number, text);
                }
            }
        }
        catch (NoSuchFileException ex) {
            loaded.problems().add(file.name() + " does not exist");
        }
        catch (IOException ex) {
            loaded.problems().add(file.name() + " cannot be read: " + ex.getClass().getSimpleName());
        }
        return loaded;
    }

    private static void add(LoadedKeys loaded, String name, String text) {
        if (KEY.matcher(text).matches()) {
            loaded.keys().add(new ProviderKey(name, new Secret(text)));
        }
        else {
            loaded.problems().add(name + " is no key: it holds spaces or characters beyond ASCII, or is too long");
        }
    }

    /**
     * What a source holds. An environment variable that is not set holds nothing, and
     * that is no problem.
     *
     * @param problems each names the source; none holds a key
     */
    public record LoadedKeys(List<ProviderKey> keys, List<String> problems) {

        private static LoadedKeys none() {
            return new LoadedKeys(new ArrayList<>(), new ArrayList<>());
        }

    }

}
