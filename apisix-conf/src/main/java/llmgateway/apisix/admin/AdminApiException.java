package llmgateway.apisix.admin;

/**
 * The Admin API did not do what it was asked; the message names the request and never its
 * key.
 */
public final class AdminApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private final String reason;

    AdminApiException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.reason = "";
    }

    AdminApiException(String request, int status, String reason) {
        super(request + ": " + status + (reason.isEmpty() ? "" : " " + reason));
        this.status = status;
        this.reason = reason;
    }

    /**
     * Whether an object was not deleted since another needs it. APISIX' workers learn of
     * a deleted object a moment later, so asking again can help.
     */
    public boolean isStillInUse() {
        return this.status == 400 && this.reason.contains("still using it");
    }

}
