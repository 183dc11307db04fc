package llmgateway.dialect.translation;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.format.UnreadableAnswer;

/**
 * Translates one stream as it comes: what the client gets of a piece is there at once.
 * Where its gate lets no more pass it is {@link #isCut cut}: what comes after that is
 * left out, and {@link #end} ends it as if the model had reached its output limit. Not
 * thread-safe.
 */
public final class StreamTranslation {

    private final StreamReader reader;

    private final StreamWriter writer;

    private final RequestModel model;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean content;

    private final OpenAnswer answer = new OpenAnswer();

    private final TextGate gate;

    private boolean cut;

    private Optional<ProviderError> error = Optional.empty();

    StreamTranslation(ProviderFormat provider, StreamWriter writer, RequestModel model, TextGate gate) {
        this.writer = writer;
        this.model = model;
        this.gate = gate;
        this.reader = provider.streamReader(this::event);
    }

    /**
     * @return what the client gets; empty for nothing yet
     * @throws UnreadableAnswer if it is none of the provider's API
     */
    public byte[] write(byte[] bytes, int offset, int length) {
        if (this.error.isEmpty()) {
            this.reader.write(bytes, offset, length);
        }
        return taken();
    }

    /**
     * To be called once, at the end of the provider's bytes, unless it told an
     * {@link #error}.
     * @return the end of the client's stream
     * @throws UnreadableAnswer if the provider's stream broke off
     */
    public byte[] finish() {
        this.reader.finish();
        if (this.error.isEmpty()) {
            this.out.writeBytes(this.writer.finish());
        }
        return taken();
    }

    /** Whether the gate lets no more pass. */
    public boolean isCut() {
        return this.cut;
    }

    /**
     * To be called once, instead of {@link #finish}, where the answer ends before its
     * time.
     * @param usage by what has passed; what the provider has said of its input counts
     * more
     * @return the end of the client's stream
     */
    public byte[] end(Usage usage) {
        this.cut = true;
        this.answer.ending(usage).forEach((event) -> this.out.writeBytes(this.writer.write(event)));
        this.out.writeBytes(this.writer.finish());
        return taken();
    }

    /** The error by which the provider ended the stream. */
    public Optional<ProviderError> error() {
        return this.error;
    }

    /**
     * Whether anything of the model's has come, so that another attempt would repeat it.
     */
    public boolean hasContent() {
        return this.content;
    }

    private void event(AnswerEvent event) {
        if (this.error.isPresent() || this.cut) {
            return;
        }
        String text = text(event);
        if (!text.isEmpty() && !this.gate.admits(text)) {
            this.cut = true;
            return;
        }
        if (event instanceof AnswerEvent.Failed failed) {
            this.error = Optional.of(failed.error());
            return;
        }
        this.content |= event instanceof AnswerEvent.PartStarted || event instanceof AnswerEvent.Delta;
        AnswerEvent told = named(event);
        this.answer.add(told);
        this.out.writeBytes(this.writer.write(told));
    }

    private static String text(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Delta delta -> delta.text();
            case AnswerEvent.PartStarted(int part, int choice, PartHead.ToolCall call) -> call.name();
            default -> "";
        };
    }

    /** With the model that was asked where the provider names none. */
    private AnswerEvent named(AnswerEvent event) {
        return (event instanceof AnswerEvent.Started started && started.model().isEmpty())
                ? new AnswerEvent.Started(started.id(), this.model.name()) : event;
    }

    private byte[] taken() {
        byte[] taken = this.out.toByteArray();
        this.out.reset();
        return taken;
    }

}
