package llmgateway.relay.answer;

import java.io.IOException;

import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.relay.client.ClientAnswer;

/** Ends an answer for whose rest the call can hold no more. */
final class CutAnswer {

    private CutAnswer() {
    }

    /**
     * @param end ends the client's stream as the output limit would
     */
    static AttemptResult end(Covering why, Ending end, ClientAnswer client) throws IOException {
        if (why instanceof Covering.Away away) {
            client.fail(away.reject());
        }
        else {
            end.write();
        }
        return new AttemptResult.Delivered(new AttemptOutcome.BudgetSpent());
    }

    /** Writes the end and closes. */
    @FunctionalInterface
    interface Ending {

        void write() throws IOException;

    }

}
