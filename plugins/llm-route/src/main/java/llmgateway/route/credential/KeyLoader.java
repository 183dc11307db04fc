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

    /** Far more than a cloud's credentials have. */
    private static final int MOST_JSON = 65_536;

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

    /** The whole of what is kept there: one JSON object, such as clouds hand out. */
    public LoadedKeys loadJson(KeySource source) {
        LoadedKeys loaded = LoadedKeys.none();
        text(source, loaded).map(String::strip).filter((text) -> !text.isEmpty()).ifPresent((text) -> {
            if (text.startsWith("{") && text.length() <= MOST_JSON) {
                loaded.keys().add(new ProviderKey(source.name(), new Secret(text)));
            }
            else {
                loaded.problems().add(source.name() + " is no JSON object, or is too long");
            }
        });
        return loaded;
    }

    private Optional<String> text(KeySource source, LoadedKeys loaded) {
        return switch (source) {
            case KeySource.Environment(String variable) -> this.environment.apply(variable);
            case KeySource.KeyFile file -> lines(file, loaded).map((lines) -> String.join("\n", lines));
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
        int number = 0;
        for (String line : lines(file, loaded).orElse(List.of())) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(loaded, file.name() + ":" + number, text);
            }
        }
        return loaded;
    }

    private static Optional<List<String>> lines(KeySource.KeyFile file, LoadedKeys loaded) {
        try {
            return Optional.of(Files.readAllLines(file.path()));
        }
        catch (NoSuchFileException ex) {
            loaded.problems().add(file.name() + " does not exist");
        }
        catch (IOException ex) {
            loaded.problems().add(file.name() + " cannot be read: " + ex.getClass().getSimpleName());
        }
        return Optional.empty();
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
