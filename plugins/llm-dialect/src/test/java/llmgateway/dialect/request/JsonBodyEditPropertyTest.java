package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.Platform;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBodyEditPropertyTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");

    @Test
    void changesTheFieldsAskedForAndNotAByteElse() {
        for (long seed = 0; seed < 5_000; seed++) {
            Case random = new Case(new Random(seed));
            Text body = random.body();

            byte[] edited = Requests.accepted(body.sent).body().edited(random.edits());

            assertThat(new String(edited, StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(body.edited);
            assertThat(JSON.readTree(edited)).as("seed %d", seed).isEqualTo(editedTree(body.sent, random.edits()));
        }
    }

    private static ObjectNode editedTree(String body, BodyEdits edits) {
        ObjectNode tree = (ObjectNode) JSON.readTree(body);
        edits.model().ifPresent((model) -> tree.put("model", model.name()));
        if (edits.askForUsage()) {
            ObjectNode options = (tree.get("stream_options") instanceof ObjectNode given) ? given
                    : tree.putObject("stream_options");
            options.put("include_usage", true);
        }
        edits.outputLimit().ifPresent((limit) -> limitOutput(tree, limit));
        return tree;
    }

    private static void limitOutput(ObjectNode tree, OutputLimit limit) {
        List<String> given = LIMITS.stream().filter((field) -> tree.path(field).isNumber()).toList();
        given.stream()
            .filter((field) -> tree.get(field).asLong() > limit.tokens())
            .forEach((field) -> tree.put(field, Math.toIntExact(limit.tokens())));
        if (given.isEmpty()) {
            tree.put(limit.field(), Math.toIntExact(limit.tokens()));
        }
    }

    /** A stretch of a body, and what it becomes. */
    private record Text(String sent, String edited) {

        static Text kept(String text) {
            return new Text(text, text);
        }

        Text around(String before, String after) {
            return new Text(before + this.sent + after, before + this.edited + after);
        }

        static Text joined(List<Text> texts) {
            Function<Function<Text, String>, String> join = (
                    side) -> texts.stream().map(side).collect(Collectors.joining(","));
            return new Text(join.apply(Text::sent), join.apply(Text::edited));
        }

    }

    /** Random bodies and edits. */
    private static final class Case {

        private final RandomGenerator random;

        private final Optional<RequestModel> model;

        private final boolean askForUsage;

        private final Optional<OutputLimit> outputLimit;

        Case(RandomGenerator random) {
            this.random = random;
            this.model = random.nextBoolean() ? Optional.of(new RequestModel(text() + "m")) : Optional.empty();
            this.askForUsage = random.nextBoolean();
            this.outputLimit = random.nextBoolean()
                    ? Optional.of(new OutputLimit(LIMITS.get(random.nextInt(2)), random.nextLong(1, 2000)))
                    : Optional.empty();
        }

        BodyEdits edits() {
            return new BodyEdits(this.model, this.askForUsage, this.outputLimit, Platform.OF_MAKER);
        }

        Text body() {
            List<Text> members = new ArrayList<>();
            int others = this.random.nextInt(5);
            for (int i = 0; i < others; i++) {
                members.add(member("k" + i, Text.kept(value(3))));
            }
            StringBuilder inserted = new StringBuilder();
            if (this.random.nextInt(4) > 0) {
                String sent = quoted("x" + text());
                members.add(member("model", new Text(sent, this.model.map(this::written).orElse(sent))));
            }
            else {
                this.model.ifPresent((name) -> inserted.append("\"model\":").append(written(name)).append(','));
            }
            if (this.random.nextInt(4) > 0) {
                members.add(member("stream_options", streamOptions()));
            }
            else if (this.askForUsage) {
                inserted.append("\"stream_options\":{\"include_usage\":true},");
            }
            addOutputLimits(members, inserted);
            if (members.isEmpty() && !inserted.isEmpty()) {
                inserted.setLength(inserted.length() - 1);
            }
            Collections.shuffle(members, Random.from(this.random));
            Text inside = Text.joined(members).around("", space());
            return new Text("{" + inside.sent, "{" + inserted + inside.edited).around(space(), "}" + space());
        }

        private void addOutputLimits(List<Text> members, StringBuilder inserted) {
            List<String> given = LIMITS.stream().filter((field) -> this.random.nextBoolean()).toList();
            List<String> sent = given.stream()
                .map((field) -> this.random.nextBoolean() ? "null" : Integer.toString(this.random.nextInt(2000)))
                .toList();
            boolean limited = sent.stream().anyMatch((value) -> !value.equals("null"));
            for (int i = 0; i < given.size(); i++) {
                members
                    .add(member(given.get(i), new Text(sent.get(i), editedLimit(given.get(i), sent.get(i), limited))));
            }
            this.outputLimit.filter((limit) -> !limited && !given.contains(limit.field()))
                .ifPresent((limit) -> inserted.append("\"%s\":%d,".formatted(limit.field(), limit.tokens())));
        }

        private String editedLimit(String field, String sent, boolean limited) {
            if (this.outputLimit.isEmpty()) {
                return sent;
            }
            OutputLimit limit = this.outputLimit.get();
            boolean replaced = sent.equals("null") ? !limited && field.equals(limit.field())
                    : Long.parseLong(sent) > limit.tokens();
            return replaced ? Long.toString(limit.tokens()) : sent;
        }

        private Text streamOptions() {
            String set = "\"include_usage\":true";
            boolean other = this.random.nextBoolean();
            Text others = Text.kept(other ? "\"a\":" + value(2) : "");
            return switch (this.random.nextInt(3)) {
                case 0 -> new Text("null", this.askForUsage ? "{" + set + "}" : "null");
                case 1 -> {
                    String inserted = this.askForUsage ? set + (other ? "," : "") : "";
                    yield new Text("{" + others.sent, "{" + inserted + others.edited).around("", space() + "}");
                }
                default -> {
                    String sent = List.of("true", "false", "null").get(this.random.nextInt(3));
                    Text flag = member("include_usage", new Text(sent, this.askForUsage ? "true" : sent));
                    yield other ? Text.joined(List.of(others, flag)).around("{", "}") : flag.around("{", "}");
                }
            };
        }

        private Text member(String name, Text value) {
            int escaped = this.random.nextInt(name.length());
            String key = (this.random.nextInt(3) > 0) ? name
                    : name.substring(0, escaped) + escape(name.charAt(escaped)) + name.substring(escaped + 1);
            return value.around(space() + "\"" + key + "\"" + space() + ":" + space(), space());
        }

        private String value(int depth) {
            return switch (this.random.nextInt((depth > 0) ? 8 : 6)) {
                case 0 -> "null";
                case 1 -> "true";
                case 2 -> Long.toString(this.random.nextLong());
                case 3 -> this.random.nextInt(100) + "." + this.random.nextInt(100) + "e-" + this.random.nextInt(9);
                case 4, 5 -> quoted(text());
                case 6 -> "[" + space() + value(depth - 1) + space() + "," + value(depth - 1) + "]";
                default ->
                    "{\"model\"" + space() + ":" + value(depth - 1) + ",\"stream_options\":" + value(depth - 1) + "}";
            };
        }

        private String text() {
            List<String> pieces = List.of("a", "\"", "\\", "{", "}", ",", "\u00e9", "\u20ac", "\ud83d\ude00", "model",
                    " ", ":");
            StringBuilder text = new StringBuilder();
            int length = this.random.nextInt(6);
            for (int i = 0; i < length; i++) {
                text.append(pieces.get(this.random.nextInt(pieces.size())));
            }
            return text.toString();
        }

        private String quoted(String text) {
            StringBuilder json = new StringBuilder();
            text.codePoints().forEach((point) -> {
                String character = Character.toString(point);
                boolean plain = point != '"' && point != '\\' && this.random.nextInt(4) > 0;
                json.append(plain ? character
                        : character.chars().mapToObj((unit) -> escape((char) unit)).collect(Collectors.joining()));
            });
            return "\"" + json + "\"";
        }

        private String escape(char unit) {
            return (this.random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) unit);
        }

        private String written(RequestModel name) {
            return JSON.writeValueAsString(name.name());
        }

        private String space() {
            return List.of("", "", "", " ", "\n", "\t ", "\r\n").get(this.random.nextInt(7));
        }

    }

}
