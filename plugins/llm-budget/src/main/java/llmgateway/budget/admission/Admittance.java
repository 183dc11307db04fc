package llmgateway.budget.admission;

import java.util.List;
import java.util.Set;

import llmgateway.budget.account.AccountName;
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
     * @param counted limits on requests that have counted the call by now
     * @param headers for the client: what is left
     */
    record Admitted(AdmittedCall call, RunningHold hold, Set<AccountName> counted,
            List<Header> headers) implements Admittance {

        public Admitted {
            counted = Set.copyOf(counted);
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
