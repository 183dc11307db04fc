package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;
import llmgateway.core.prompt.Prompt;
import llmgateway.dialect.format.Platform;
import tools.jackson.core.io.JsonStringEncoder;

/** A JSON object that has passed every check. */
public final class JsonBody implements RequestBody {

    private final Endpoint endpoint;

    private final byte[] bytes;

    private final Prompt prompt;

    private final Root root;

    private final Fields fields;

    private final VertexAiEdits vertexAi;

    JsonBody(Endpoint endpoint, byte[] bytes, Prompt prompt, Root root, Fields fields, VertexAiEdits vertexAi) {
        this.endpoint = endpoint;
        this.bytes = bytes;
        this.prompt = prompt;
        this.root = root;
        this.fields = fields;
        this.vertexAi = vertexAi;
    }

    @Override
    public byte[] bytes() {
        return this.bytes;
    }

    @Override
    public boolean asksForUsage() {
        return this.fields.includeUsage.isSet();
    }

    @Override
    public boolean hasForeignThoughts() {
        return SignatureMarks.isIn(this.bytes, this.endpoint);
    }

    @Override
    public Prompt prompt() {
        return this.prompt;
    }

    @Override
    public byte[] edited(BodyEdits edits) {
        List<Splice> splices = new ArrayList<>(4);
        List<String> newMembers = new ArrayList<>(3);
        if (this.root.byteOrderMark > 0) {
            // Accepted from a client; a provider's parser may choke on it.
            splices.add(Splice.replace(new Span(0, this.root.byteOrderMark), ""));
        }
        if (edits.platform() == Platform.VERTEX_AI) {
            this.vertexAi.add(this.bytes, splices, newMembers);
        }
        if (edits.platform() == Platform.OF_MAKER || this.endpoint != Endpoint.MESSAGES) {
            edits.model().ifPresent((name) -> setModel(name, splices, newMembers));
        }
        if (edits.askForUsage()) {
            askForUsage(splices, newMembers);
        }
        edits.outputLimit().ifPresent((limit) -> limitOutput(limit, splices, newMembers));
        if (!newMembers.isEmpty()) {
            String members = String.join(",", newMembers);
            splices.add(Splice.insert(this.root.afterBrace, this.root.empty ? members : members + ","));
        }
        return splices.isEmpty() ? this.bytes : Splice.applyAll(this.bytes, splices);
    }

    private void setModel(RequestModel name, List<Splice> splices, List<String> newMembers) {
        if (this.fields.generationConfig.isPresent()) {
            // Stands in the path.
            return;
        }
        if (this.fields.model.isEmpty()) {
            newMembers.add("\"model\":" + quoted(name.name()));
        }
        else if (!this.fields.model.get().name().name().equals(name.name())) {
            splices.add(Splice.replace(this.fields.model.get().value(), quoted(name.name())));
        }
    }

    private void askForUsage(List<Splice> splices, List<String> newMembers) {
        if (this.fields.includeUsage instanceof IncludeUsage.NoOptions) {
            newMembers.add("\"stream_options\":{" + IncludeUsage.ASKED + "}");
        }
        this.fields.includeUsage.asking().ifPresent(splices::add);
    }

    private void limitOutput(OutputLimit limit, List<Splice> splices, List<String> newMembers) {
        String tokens = Long.toString(limit.tokens());
        if (this.fields.outputLimits.stream().anyMatch((field) -> field.tokens().isPresent())) {
            for (LimitField field : this.fields.outputLimits) {
                if (field.isAbove(limit.tokens())) {
                    splices.add(Splice.replace(field.value(), tokens));
                }
            }
            return;
        }
        String name = this.fields.generationConfig.isPresent() ? GenerationConfig.OUTPUT_LIMIT : limit.field();
        this.fields.outputLimits.stream()
            .filter((field) -> field.name().equals(name))
            .findFirst()
            .ifPresentOrElse((unset) -> splices.add(Splice.replace(unset.value(), tokens)),
                    () -> addLimit(limit, splices, newMembers));
    }

    private void addLimit(OutputLimit limit, List<Splice> splices, List<String> newMembers) {
        if (this.fields.generationConfig.isPresent()) {
            this.fields.generationConfig.get()
                .limiting(limit.tokens())
                .ifPresentOrElse(splices::add,
                        () -> newMembers.add("\"generationConfig\":{\"maxOutputTokens\":" + limit.tokens() + "}"));
        }
        else {
            newMembers.add(quoted(limit.field()) + ":" + limit.tokens());
        }
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

    /**
     * What may be edited.
     *
     * @param outputLimits those that the endpoint knows
     * @param generationConfig present in Gemini bodies alone
     */
    record Fields(Optional<NamedModel> model, IncludeUsage includeUsage, List<LimitField> outputLimits,
            Optional<GenerationConfig> generationConfig) {

        Fields {
            outputLimits = List.copyOf(outputLimits);
        }

    }

}
