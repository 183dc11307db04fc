package llmgateway.relay.answer;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.ClientGoneException;
import llmgateway.relay.client.ClientOutput;
import llmgateway.relay.settings.RelaySettings;

/**
 * A stream to a client, which is begun when no more of it is to be held back, when it
 * ends, or when it has grown beyond what is held back at most. Then it passes everything
 * on at once. Used by the call's thread.
 */
final class HeldBackOutput extends OutputStream {

    private final Supplier<HoldBack> holdBack;

    private final int bound;

    private final ClientAnswer client;

    private final Begin begin;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private Optional<ClientOutput> out = Optional.empty();

    /**
     * @param holdBack as of now; asked again and again
     * @param begin begins the client's answer
     */
    HeldBackOutput(RelaySettings settings, Supplier<HoldBack> holdBack, ClientAnswer client, Begin begin) {
        this.holdBack = holdBack;
        this.bound = (holdBack.get() == HoldBack.UNTIL_THE_END) ? settings.restartableBytes()
                : settings.heldBackBytes();
        this.client = client;
        this.begin = begin;
    }

    boolean isHeldBack() {
        return this.out.isEmpty();
    }

    /**
     * To be called before the first piece of an answer is read, and after each.
     * @param contentSeen whether the model has said something
     */
    void letGoWhenDue(boolean contentSeen) throws ClientGoneException {
        if (this.out.isPresent()) {
            return;
        }
        boolean due = switch (this.holdBack.get()) {
            case NOTHING -> true;
            case UNTIL_FIRST_WORDS -> contentSeen;
            case UNTIL_THE_END -> false;
        };
        if (due || this.held.size() > this.bound) {
            letGo();
        }
    }

    private ClientOutput letGo() throws ClientGoneException {
        ClientOutput begun = this.begin.begin();
        this.out = Optional.of(begun);
        begun.write(this.held.toByteArray());
        this.held.reset();
        return begun;
    }

    @Override
    public void write(int b) throws ClientGoneException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes) throws ClientGoneException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws ClientGoneException {
        if (this.out.isPresent()) {
            this.out.get().write(bytes, offset, length);
        }
        else {
            this.client.requireThere();
            this.held.write(bytes, offset, length);
        }
    }

    /** Ends the client's stream, which then has all that was written. */
    @Override
    public void close() throws ClientGoneException {
        ClientOutput all = this.out.isPresent() ? this.out.get() : letGo();
        all.close();
    }

    /** Begins an answer. */
    @FunctionalInterface
    interface Begin {

        ClientOutput begin() throws ClientGoneException;

    }

}
