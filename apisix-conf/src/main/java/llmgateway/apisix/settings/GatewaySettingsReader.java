package llmgateway.apisix.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.apisix.settings.GatewaySettings.ClientRoute;
import llmgateway.apisix.settings.GatewaySettings.GroupSettings;
import llmgateway.apisix.settings.GatewaySettings.Ingest;
import llmgateway.apisix.settings.GatewaySettings.InternalRoutes;
import llmgateway.apisix.settings.GatewaySettings.ProviderSettings;
import llmgateway.document.Document;
import llmgateway.document.DocumentFiles;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.catalogue.CatalogueReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@link GatewaySettings} from YAML. */
public final class GatewaySettingsReader {

    private static final Set<String> FIELDS = Set.of("catalogue", "providers", "upstream", "relay", "ingest",
            "internal_routes", "routes", "consumer_groups", "consumers");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}");

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private static final String DEFAULT_RELAY = "127.0.0.1:9085";

    private static final Ingest DEFAULT_INGEST = new Ingest("http://127.0.0.1:9087/ingest", Optional.empty());

    private final Problems problems;

    private final Path folder;

    private GatewaySettingsReader(Problems problems, Path folder) {
        this.problems = problems;
        this.folder = folder;
    }

    /**
     * Reads one file.
     * @param folder what relative paths in it start from
     * @param problems gets all that is wrong; what is returned then is not to be used
     */
    public static Optional<GatewaySettings> read(Document document, Path folder, Problems problems) {
        GatewaySettingsReader reader = new GatewaySettingsReader(problems, folder);
        return DocumentParser.yaml()
            .parse(document, problems)
            .flatMap((root) -> Fields.ofNode(root, "", FIELDS, problems))
            .map(reader::settings);
    }

    private GatewaySettings settings(Fields fields) {
        fields.require("routes");
        List<ClientRoute> routes = members(fields, "routes").stream()
            .flatMap((member) -> route(member).stream())
            .toList();
        ExtPlugins usual = routes.stream().findFirst().map(ClientRoute::plugins).orElse(ExtPlugins.NONE);
        List<GroupSettings> groups = members(fields, "consumer_groups").stream()
            .flatMap((member) -> group(member, usual).stream())
            .toList();
        ConsumerReader consumers = new ConsumerReader(usual, groups, this.problems);
        return new GatewaySettings(catalogue(fields), providers(fields), raw(fields, "upstream"),
                fields.text("relay", GatewaySettingsReader::hostAndPort).orElse(DEFAULT_RELAY), ingest(fields),
                internalRoutes(fields), routes, groups,
                members(fields, "consumers").stream().flatMap((member) -> consumers.read(member).stream()).toList());
    }

    private DocumentFiles catalogue(Fields fields) {
        Optional<Fields> catalogue = inner(fields, "catalogue", Set.of("shipped", "files"));
        return new DocumentFiles(CatalogueReader.SHIPPED,
                catalogue.flatMap((inner) -> inner.flag("shipped")).orElse(true),
                catalogue.flatMap((inner) -> inner.texts("files", this.folder::resolve)).orElse(List.of()));
    }

    private Optional<List<ProviderSettings>> providers(Fields fields) {
        return fields.mapping("providers").map((mapping) -> {
            List<ProviderSettings> providers = new ArrayList<>();
            for (Node.Member member : mapping.members()) {
                body(member, "providers", Set.of("apisix"))
                    .ifPresent((inner) -> providers.add(new ProviderSettings(member.name(), raw(inner, "apisix"))));
            }
            return providers;
        });
    }

    private Ingest ingest(Fields fields) {
        return inner(fields, "ingest", Set.of("uri", "auth_header"))
            .map((inner) -> new Ingest(inner.text("uri").orElse(DEFAULT_INGEST.uri()),
                    inner.text("auth_header", GatewaySettingsReader::reference)))
            .orElse(DEFAULT_INGEST);
    }

    private Optional<InternalRoutes> internalRoutes(Fields fields) {
        return inner(fields, "internal_routes", Set.of("port", "from")).map((inner) -> {
            inner.require("port");
            return new InternalRoutes(inner.wholeNumber("port", 1, 65535).orElse(1),
                    inner.texts("from", (text) -> text).orElse(LOOPBACK));
        });
    }

    private Optional<ClientRoute> route(Node.Member member) {
        return body(member, "routes", Set.of("uris", "plugins", "apisix")).map((inner) -> {
            inner.require("uris");
            inner.require("plugins");
            return new ClientRoute(member.name(), inner.texts("uris", (text) -> text).orElse(List.of()),
                    new ExtPluginsReader(this.problems).over(ExtPlugins.NONE, inner).orElse(ExtPlugins.NONE),
                    raw(inner, "apisix"));
        });
    }

    private Optional<GroupSettings> group(Node.Member member, ExtPlugins usual) {
        return body(member, "consumer_groups", Set.of("plugins", "apisix"))
            .map((inner) -> new GroupSettings(member.name(), new ExtPluginsReader(this.problems).over(usual, inner),
                    raw(inner, "apisix")));
    }

    private Optional<Fields> body(Node.Member member, String section, Set<String> known) {
        String path = Fields.join(section, member.name());
        if (!ID.matcher(member.name()).matches()) {
            this.problems.add(member.place(), path, "the name must be 1 to 64 letters, digits or any of ._-");
        }
        Node value = (member.value() instanceof Node.Nothing nothing) ? new Node.Mapping(nothing.place(), List.of())
                : member.value();
        return Fields.ofNode(value, path, known, this.problems);
    }

    private Optional<Fields> inner(Fields fields, String name, Set<String> known) {
        return fields.mapping(name).map((mapping) -> Fields.of(mapping, fields.path(name), known, this.problems));
    }

    private ObjectNode raw(Fields fields, String name) {
        return fields.mapping(name)
            .map(new JsonTree(this.problems)::object)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static List<Node.Member> members(Fields fields, String name) {
        return fields.mapping(name).map(Node.Mapping::members).orElse(List.of());
    }

    private static String hostAndPort(String text) throws UnusableValue {
        if (!HOST_AND_PORT.matcher(text).matches()) {
            throw new UnusableValue("must be a host and a port, such as 127.0.0.1:9085");
        }
        return text;
    }

    static String reference(String text) throws UnusableValue {
        if (!text.matches("\\$(env|ENV|secret|SECRET)://\\S+")) {
            throw new UnusableValue("must be a reference, $env://NAME or $secret://MANAGER/ID/KEY;"
                    + " a secret itself never stands here");
        }
        return text;
    }

}
