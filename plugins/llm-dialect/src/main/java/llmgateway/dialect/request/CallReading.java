package llmgateway.dialect.request;

import llmgateway.core.call.Call;
import llmgateway.core.error.Reject;

/** What came of reading a request. */
public sealed interface CallReading {

    record Accepted(Call call, RequestBody body) implements CallReading {
    }

    record Refused(Reject reject) implements CallReading {
    }

}
