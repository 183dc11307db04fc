package llmgateway.dialect.request;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.model.OriginalModel;

/** A body, and what it says of the call. */
record ReadBody(RequestBody body, Optional<OriginalModel> model, boolean stream, OptionalLong outputLimit,
        int choices) {
}
