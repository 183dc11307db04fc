package llmgateway.dialect.request;

/** Stub until the next commit. */
public final class JsonBody implements RequestBody {

    private JsonBody() {
    }

    @Override
    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean asksForUsage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] edited(BodyEdits edits) {
        throw new UnsupportedOperationException();
    }

}
