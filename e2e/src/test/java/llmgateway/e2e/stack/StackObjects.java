package llmgateway.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.apisix.command.CommandRun;
import llmgateway.e2e.gateway.PluginConf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The APISIX objects that are made from {@code docker/stack/gateway.yaml}.
 *
 * @param folder one file an object, as {@code apisix-conf/generate} writes them
 */
record StackObjects(Path folder) {

    private static final String SETTINGS = "docker/stack/gateway.yaml";

    static StackObjects generate(Path into) {
        CommandRun run = CommandRun.of(Map.of(), "generate", "--settings",
                Stack.REPOSITORY.resolve(SETTINGS).toString(), "--into", into.toString());
        if (run.exit() != 0) {
            throw new IllegalStateException(run.err());
        }
        return new StackObjects(into.resolve("objects"));
    }

    /** {@code ext-plugin-post-req} of an object. */
    PluginConf plugins(String object) {
        List<PluginConf.Plugin> plugins = new ArrayList<>();
        for (JsonNode plugin : read(object).at("/plugins/ext-plugin-post-req/conf")) {
            plugins.add(new PluginConf.Plugin(plugin.path("name").asString(), plugin.path("value").asString()));
        }
        return new PluginConf(plugins);
    }

    /** The ids of the objects of a kind. */
    List<String> ids(String kind) {
        try (Stream<Path> files = Files.list(this.folder.resolve(kind))) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> name.endsWith(".json"))
                .map((name) -> name.substring(0, name.length() - ".json".length()))
                .sorted()
                .toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** All objects, one after the other, as they are written. */
    String text() {
        try (Stream<Path> files = Files.walk(this.folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private JsonNode read(String object) {
        return JsonMapper.shared().readTree(this.folder.resolve(object + ".json").toFile());
    }

}
