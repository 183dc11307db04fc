package llmgateway.runner.pipeline;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestRewrite;

/** What became of a call. Computed once; nothing a filter does later changes it. */
public sealed interface Outcome {

    /**
     * The request goes on.
     *
     * @param rewrite changes to make, one a name; equal to {@link RequestRewrite#NONE} if
     * there are none
     * @param exchange for what the filters left in it, such as a relay plan
     * @param unsent to be run if the gateway cannot be told, so that it does not go on
     */
    record Forward(RequestRewrite rewrite, Exchange exchange, Runnable unsent) implements Outcome {
    }

    /** The client is answered without an upstream. */
    record Respond(DirectResponse response) implements Outcome {
    }

    /**
     * The gateway was asked for something and the answer was still on its way when the
     * call ended: nothing can be written any more, whatever carries the call is to be
     * closed.
     */
    record Abandoned() implements Outcome {
    }

}
