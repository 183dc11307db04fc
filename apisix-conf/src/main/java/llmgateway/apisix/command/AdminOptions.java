package llmgateway.apisix.command;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.core.secret.Secret;
import picocli.CommandLine.Option;

/** Where the Admin API is, for a command to mix in. */
final class AdminOptions {

    private static final String KEY = "APISIX_ADMIN_KEY";

    private final Function<String, Optional<String>> environment;

    @Option(names = "--admin", paramLabel = "URL",
            description = "Address of the Admin API (${DEFAULT-VALUE}); its key is in APISIX_ADMIN_KEY.")
    private URI admin = URI.create("http://127.0.0.1:9180");

    AdminOptions(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    AdminApi open() throws UsageException {
        boolean web = "http".equals(this.admin.getScheme()) || "https".equals(this.admin.getScheme());
        if (!web || this.admin.getHost() == null) {
            throw new UsageException("--admin must be a URL such as http://127.0.0.1:9180");
        }
        return new AdminApi(this.admin,
                new Secret(this.environment.apply(KEY)
                    .filter((key) -> !key.isBlank())
                    .orElseThrow(() -> new UsageException(KEY + " is not set; it holds the key of the Admin API"))));
    }

}
