package llmgateway.dialect.request;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.call.Call;
import llmgateway.core.model.OriginalModel;

/** A body, and what it says of the call. */
record ReadBody(RequestBody body, Optional<OriginalModel> model, boolean stream, OptionalLong outputLimit, int choices,
        Optional<String> serviceTier, Call.Labels labels) {

    static final ReadBody NONE = new ReadBody(NoBody.INSTANCE, Optional.empty(), false, OptionalLong.empty(), 1,
            Optional.empty(), Call.Labels.NONE);

}
