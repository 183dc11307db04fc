package llmgateway.budget.account;

/** What an account counts. */
public enum Unit {

    /** Money; a settlement adds its charge to what is used. */
    NANO_DOLLARS,

    /** Calls in flight; a settlement frees the slot and uses nothing. */
    CALLS

}
