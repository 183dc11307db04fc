package llmgateway.route.table;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import llmgateway.route.catalogue.Catalogues;
import llmgateway.route.credential.KeyLoader;

/** Routing tables written in a test. */
public final class Tables {

    private Tables() {
    }

    public static RoutingTable of(String yaml, Map<String, String> environment) {
        return of(yaml, environment, InstantSource.system());
    }

    public static RoutingTable of(String yaml, Map<String, String> environment, InstantSource clock) {
        KeyLoader keys = new KeyLoader((variable) -> Optional.ofNullable(environment.get(variable)));
        return new RoutingTableBuilder(keys, clock).build(Catalogues.of(yaml), Optional.empty()).table();
    }

}
