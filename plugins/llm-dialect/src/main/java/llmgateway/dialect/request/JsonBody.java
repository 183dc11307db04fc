package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.core.prompt.Prompt;
import tools.jackson.core.io.JsonStringEncoder;

/** A JSON object that has passed every check. */
public final class JsonBody implements RequestBody {

    private final byte[] bytes;

    private final Root root;

    private final Optional<NamedModel> model;

    private final IncludeUsage includeUsage;

    JsonBody(byte[] bytes, Root root, Optional<NamedModel> model, IncludeUsage includeUsage) {
        this.bytes = bytes;
        this.root = root;
        this.model = model;
        this.includeUsage = includeUsage;
    }

    @Override
    public byte[] bytes() {
        return this.bytes;
    }

    @Override
    public boolean asksForUsage() {
        return this.includeUsage.isSet();
    }

    @Override
    public Prompt prompt() {
        return (visitor) -> visitor.text(new String(this.bytes, StandardCharsets.UTF_8));
    }

    @Override
    public byte[] edited(BodyEdits edits) {
        List<Splice> splices = new ArrayList<>(4);
        List<String> newMembers = new ArrayList<>(2);
        if (this.root.byteOrderMark > 0) {
            // Accepted from a client; a provider's parser may choke on it.
            splices.add(Splice.replace(new Span(0, this.root.byteOrderMark), ""));
        }
        edits.model().ifPresent((name) -> setModel(name, splices, newMembers));
        if (edits.askForUsage()) {
            askForUsage(splices, newMembers);
        }
        if (!newMembers.isEmpty()) {
            String members = String.join(",", newMembers);
            splices.add(Splice.insert(this.root.afterBrace, this.root.empty ? members : members + ","));
        }
        return splices.isEmpty() ? this.bytes : Splice.applyAll(this.bytes, splices);
    }

    private void setModel(RequestModel name, List<Splice> splices, List<String> newMembers) {
        if (this.model.isEmpty()) {
            newMembers.add("\"model\":" + quoted(name.name()));
        }
        else if (!this.model.get().name().name().equals(name.name())) {
            splices.add(Splice.replace(this.model.get().value(), quoted(name.name())));
        }
    }

    private void askForUsage(List<Splice> splices, List<String> newMembers) {
        if (this.includeUsage instanceof IncludeUsage.NoOptions) {
            newMembers.add("\"stream_options\":{" + IncludeUsage.ASKED + "}");
        }
        this.includeUsage.asking().ifPresent(splices::add);
    }

    private static String quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return "\"" + new String(escaped, StandardCharsets.UTF_8) + "\"";
    }

    /**
     * @param byteOrderMark the length of the mark before it
     * @param afterBrace where the first member stands or would stand
     * @param empty whether it has no member
     */
    record Root(int byteOrderMark, int afterBrace, boolean empty) {
    }

}
