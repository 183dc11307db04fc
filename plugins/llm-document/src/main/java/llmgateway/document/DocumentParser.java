package llmgateway.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Parses YAML or JSON into {@link Node}s. Names that stand twice in a mapping are
 * problems, and so are YAML's aliases, which would hide where a value stands.
 */
public final class DocumentParser {

    private final TokenStreamFactory format;

    private DocumentParser(TokenStreamFactory format) {
        this.format = format;
    }

    public static DocumentParser yaml() {
        return new DocumentParser(new YAMLFactory());
    }

    public static DocumentParser json() {
        return new DocumentParser(new JsonFactory());
    }

    /**
     * Parses one document.
     * @return empty if the document cannot be parsed, which is then a problem, or if
     * there is nothing in it
     */
    public Optional<Node> parse(Document document, Problems problems) {
        try (JsonParser parser = this.format.createParser(ObjectReadContext.empty(), document.content())) {
            Pass pass = new Pass(parser, document.name(), problems);
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Node root = pass.node("");
            if (parser.nextToken() != null) {
                problems.add(pass.here(), "", "a second document begins here; only one is read");
            }
            return Optional.of(root);
        }
        catch (JacksonException ex) {
            problems.add(new Place(document.name(), lineOf(ex)), "", "cannot be parsed: " + firstLine(ex));
            return Optional.empty();
        }
    }

    private static int lineOf(JacksonException problem) {
        TokenStreamLocation location = problem.getLocation();
        return (location == null) ? 1 : Math.max(1, location.getLineNr());
    }

    /** Only the first: the others quote the document, which may hold a misplaced key. */
    private static String firstLine(JacksonException problem) {
        return problem.getOriginalMessage().lines().findFirst().orElse("not well-formed");
    }

    private record Pass(JsonParser parser, String document, Problems problems) {

        Place here() {
            return new Place(this.document, this.parser.currentTokenLocation().getLineNr());
        }

        Node node(String field) {
            Place place = here();
            if (this.parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                this.problems.add(place, field, "YAML aliases are not supported; write the value out");
            }
            return switch (this.parser.currentToken()) {
                case START_OBJECT -> mapping(place, field);
                case START_ARRAY -> sequence(place, field);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Numeral(place, this.parser.getString());
                case VALUE_TRUE -> new Node.Flag(place, true);
                case VALUE_FALSE -> new Node.Flag(place, false);
                case VALUE_NULL -> new Node.Nothing(place);
                default -> new Node.Text(place, this.parser.getString());
            };
        }

        private Node mapping(Place place, String field) {
            List<Node.Member> members = new ArrayList<>();
            Map<String, Place> seen = new HashMap<>();
            while (this.parser.nextToken() != JsonToken.END_OBJECT) {
                Place namePlace = here();
                String name = this.parser.currentName();
                String path = Fields.join(field, name);
                Place earlier = seen.putIfAbsent(name, namePlace);
                this.parser.nextToken();
                Node value = node(path);
                if (earlier == null) {
                    members.add(new Node.Member(namePlace, name, value));
                }
                else {
                    this.problems.add(namePlace, path, "stands here a second time; first on line " + earlier.line());
                }
            }
            return new Node.Mapping(place, members);
        }

        private Node sequence(Place place, String field) {
            List<Node> items = new ArrayList<>();
            while (this.parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(field + "[" + items.size() + "]"));
            }
            return new Node.Sequence(place, items);
        }

    }

}
