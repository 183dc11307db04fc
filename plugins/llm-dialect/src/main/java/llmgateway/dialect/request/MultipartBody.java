package llmgateway.dialect.request;

import java.util.List;
import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.core.prompt.Prompt;

/** A multipart form that has passed every check; files in it are not looked into. */
public final class MultipartBody implements RequestBody {

    private final byte[] bytes;

    private final Prompt prompt;

    private final String boundary;

    private final Optional<NamedModel> model;

    MultipartBody(byte[] bytes, Prompt prompt, String boundary, Optional<NamedModel> model) {
        this.bytes = bytes;
        this.prompt = prompt;
        this.boundary = boundary;
        this.model = model;
    }

    @Override
    public byte[] bytes() {
        return this.bytes;
    }

    /** Forms have no {@code stream_options}. */
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
        return this.prompt;
    }

    /**
     * {@inheritDoc}
     * @throws IllegalArgumentException if the model name has control characters, with
     * which it could end its part
     */
    @Override
    public byte[] edited(BodyEdits edits) {
        return edits.model()
            .flatMap(this::settingModel)
            .map((splice) -> Splice.applyAll(this.bytes, List.of(splice)))
            .orElse(this.bytes);
    }

    private Optional<Splice> settingModel(RequestModel name) {
        if (name.name().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a model name with control characters");
        }
        if (this.model.isEmpty()) {
            String part = "--" + this.boundary + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
                    + name.name() + "\r\n";
            return Optional.of(Splice.insert(0, part));
        }
        NamedModel named = this.model.get();
        return named.name().name().equals(name.name()) ? Optional.empty()
                : Optional.of(Splice.replace(named.value(), name.name()));
    }

}
