package llmgateway.apisix.apply;

import llmgateway.apisix.admin.AdminApiException;
import llmgateway.apisix.object.ObjectKey;

/** A change failed; the message tells which, and what was made before it. */
public final class ApplyException extends Exception {

    private static final long serialVersionUID = 1L;

    ApplyException(ObjectKey key, int made, int all, AdminApiException cause) {
        super("failed at " + key + " after " + made + " of " + all + " changes: " + cause.getMessage()
                + "\nRun the command again to go on from there.", cause);
    }

}
