package llmgateway.dialect.request;

import llmgateway.core.prompt.Prompt;

/** For endpoints that take no body; what a client sends there all the same is dropped. */
public final class NoBody implements RequestBody {

    static final NoBody INSTANCE = new NoBody();

    private static final byte[] EMPTY = {};

    private NoBody() {
    }

    @Override
    public byte[] bytes() {
        return EMPTY;
    }

    @Override
    public boolean asksForUsage() {
        return false;
    }

    @Override
    public boolean hasForeignThoughts() {
        return false;
    }

    @Override
    public Prompt prompt() {
        return Prompt.NONE;
    }

    @Override
    public byte[] edited(BodyEdits edits) {
        return EMPTY;
    }

}
