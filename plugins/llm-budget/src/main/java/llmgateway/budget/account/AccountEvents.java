package llmgateway.budget.account;

/**
 * What an operator wants counted or alarmed about the accounts' store. Called on the
 * thread of the call; must return at once.
 */
public interface AccountEvents {

    AccountEvents NONE = new AccountEvents() {
    };

    /** A request was answered with {@link Unavailable}. */
    default void unavailable(Organisation organisation, Unavailable.Reason reason) {
    }

    /** The store is asked no more until it answers a probe. */
    default void circuitOpened(Organisation organisation) {
    }

    /** The store answers again. */
    default void circuitClosed(Organisation organisation) {
    }

    /** An empty store was taken for a first installation. */
    default void begun(Organisation organisation, String epoch) {
    }

}
