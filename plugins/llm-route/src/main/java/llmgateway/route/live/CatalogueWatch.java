package llmgateway.route.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import llmgateway.document.DocumentFiles;
import llmgateway.document.FileWatch;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.Provider.HeaderValue;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;

/** Reloads the routing table when a file of the catalogue or of keys has changed. */
public final class CatalogueWatch implements AutoCloseable {

    private final DocumentFiles files;

    private final LiveRoutingTable table;

    private final FileWatch watch;

    /**
     * @param interval time between two looks; more than zero
     */
    public CatalogueWatch(DocumentFiles files, LiveRoutingTable table, Duration interval) {
        this.files = files;
        this.table = table;
        this.watch = new FileWatch("catalogue", this::paths, table::reload, interval);
    }

    public void start() {
        this.watch.start();
    }

    /**
     * Looks once.
     * @return whether a file had changed, so that a reload was tried
     */
    boolean check() {
        return this.watch.check();
    }

    @Override
    public void close() {
        this.watch.close();
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>(this.files.files());
        for (Provider provider : this.table.current().catalogue().providers()) {
            provider.keys().forEach((source) -> addFile(source, paths));
            addFiles(provider.auth(), paths);
            provider.headers().forEach((header) -> {
                if (header.value() instanceof HeaderValue.Secret secret) {
                    addFile(secret.source(), paths);
                }
            });
        }
        return paths;
    }

    private static void addFiles(AuthScheme auth, List<Path> paths) {
        switch (auth) {
            case AuthScheme.AwsSignature signature -> signature.accessKey().ifPresent((key) -> addFiles(key, paths));
            case AuthScheme.GoogleToken token -> token.json().ifPresent((source) -> addFile(source, paths));
            case AuthScheme.InHeader inHeader -> {
            }
            case AuthScheme.None none -> {
            }
        }
    }

    private static void addFiles(AuthScheme.AwsAccessKeySource key, List<Path> paths) {
        addFile(key.id(), paths);
        addFile(key.secret(), paths);
        key.sessionToken().ifPresent((token) -> addFile(token, paths));
    }

    private static void addFile(KeySource source, List<Path> paths) {
        if (source instanceof KeySource.KeyFile file) {
            paths.add(file.path());
        }
    }

}
