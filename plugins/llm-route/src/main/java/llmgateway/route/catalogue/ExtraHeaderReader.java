package llmgateway.route.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.catalogue.Provider.ExtraHeader;
import llmgateway.route.catalogue.Provider.HeaderValue;
import llmgateway.route.credential.KeySource;

/** Reads the field {@code headers}: literals, and secrets by their source. */
final class ExtraHeaderReader {

    private static final Set<String> ALWAYS_SECRET = Set.of("authorization", "proxy-authorization", "x-api-key",
            "api-key", "x-goog-api-key", "cookie");

    private final Problems problems;

    ExtraHeaderReader(Problems problems) {
        this.problems = problems;
    }

    List<ExtraHeader> read(Fields provider) {
        List<ExtraHeader> headers = new ArrayList<>();
        Optional<Node.Mapping> mapping = provider.mapping("headers");
        if (mapping.isPresent()) {
            for (Node.Member member : mapping.get().members()) {
                read(member, provider.path("headers")).ifPresent(headers::add);
            }
        }
        return headers;
    }

    private Optional<ExtraHeader> read(Node.Member member, String path) {
        Fields field = Fields.of(new Node.Mapping(member.place(), List.of(member)), path, Set.of(member.name()),
                this.problems);
        try {
            String name = HeaderName.parse(member.name());
            return field.text(member.name(), (text) -> value(name, text)).map((value) -> new ExtraHeader(name, value));
        }
        catch (UnusableValue ex) {
            field.problem(member.name(), ex.requirement());
            return Optional.empty();
        }
    }

    private static HeaderValue value(String name, String text) throws UnusableValue {
        if (text.startsWith("env:") || text.startsWith("file:")) {
            return KeySource.parse(text)
                .map(HeaderValue.Secret::new)
                .orElseThrow(() -> new UnusableValue("must be a literal, env:NAME or file:/absolute/path"));
        }
        if (ALWAYS_SECRET.contains(name)) {
            throw new UnusableValue(
                    "must be env:NAME or file:/absolute/path; a key itself never stands in a catalogue");
        }
        return new HeaderValue.Literal(HeaderText.parse(text));
    }

}
