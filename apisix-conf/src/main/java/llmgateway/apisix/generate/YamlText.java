package llmgateway.apisix.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;

/** Writes JSON as YAML for people: short values on one line, notes above fields. */
final class YamlText {

    private static final int MOST_ON_A_LINE = 80;

    private static final DumpSettings SETTINGS = DumpSettings.builder()
        .setDumpComments(true)
        .setIndent(2)
        .setWidth(Integer.MAX_VALUE)
        .setMultiLineFlow(false)
        .build();

    private final Map<String, String> notes;

    /**
     * @param notes by the field's name; each is taken out where it is written
     */
    YamlText(Map<String, String> notes) {
        this.notes = notes;
    }

    String of(JsonNode root) {
        StringBuilder text = new StringBuilder(8192);
        new Dump(SETTINGS).dumpNode(node(root, false), new StreamDataWriter() {

            @Override
            public void write(String part) {
                text.append(part);
            }

            @Override
            public void write(String part, int offset, int length) {
                text.append(part, offset, offset + length);
            }

        });
        return text.toString();
    }

    private Node node(JsonNode json, boolean onOneLine) {
        boolean flow = onOneLine || json.toString().length() <= MOST_ON_A_LINE;
        FlowStyle style = flow ? FlowStyle.FLOW : FlowStyle.BLOCK;
        if (json.isObject()) {
            List<NodeTuple> fields = new ArrayList<>();
            json.forEachEntry(
                    (name, value) -> fields.add(new NodeTuple(flow ? text(name) : noted(name), node(value, flow))));
            return new MappingNode(Tag.MAP, fields, style);
        }
        if (json.isArray()) {
            List<Node> items = new ArrayList<>();
            json.forEach((item) -> items.add(node(item, flow)));
            return new SequenceNode(Tag.SEQ, items, style);
        }
        return json.isString() ? text(json.asString()) : new ScalarNode(tag(json), json.asString(), ScalarStyle.PLAIN);
    }

    private Node noted(String name) {
        Node node = text(name);
        Optional.ofNullable(this.notes.remove(name))
            .ifPresent((note) -> node.setBlockComments(
                    List.of(new CommentLine(Optional.empty(), Optional.empty(), " " + note, CommentType.BLOCK))));
        return node;
    }

    /** Quoted wherever some reader of YAML might take it for anything but text. */
    private static Node text(String text) {
        boolean plain = text.matches("[A-Za-z_/$][A-Za-z0-9_./$*:-]*")
                && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
        return new ScalarNode(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED);
    }

    private static Tag tag(JsonNode json) {
        if (json.isBoolean()) {
            return Tag.BOOL;
        }
        if (json.isNull()) {
            return Tag.NULL;
        }
        return json.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
    }

}
