package llmgateway.budget.admission;

import java.util.List;

import llmgateway.core.error.Reject;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.http.Header;
import llmgateway.core.ledger.AdmittedCall;

/** Whether a call may go. */
public sealed interface Admittance {

    /**
     * It may.
     *
     * @param hold its worst case, or what grows towards that while the call runs
     * @param headers for the client: what is left
     */
    record Admitted(AdmittedCall call, RunningHold hold, List<Header> headers) implements Admittance {

        public Admitted {
            headers = List.copyOf(headers);
        }

    }

    /**
     * It may not, and nothing is held.
     *
     * @param limit the limit that refuses it
     */
    record Refused(String limit, Reject reject) implements Admittance {
    }

}
