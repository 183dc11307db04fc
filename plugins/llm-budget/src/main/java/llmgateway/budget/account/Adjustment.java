package llmgateway.budget.account;

/**
 * An operator's change of one account in the window that is current by the store's clock.
 * It changes what may be spent, never what the ledger says was.
 *
 * @param id makes it happen once, however often it is sent; 1 to 64 characters
 * @param note who did it and why, for the record; at most 500 characters
 */
public record Adjustment(Organisation organisation, Account account, String id, Change change, String note) {

    private static final int LONGEST_ID = 64;

    private static final int LONGEST_NOTE = 500;

    public Adjustment {
        if (id.isEmpty() || id.length() > LONGEST_ID || note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("an adjustment has an id of 1 to " + LONGEST_ID
                    + " characters and a note of at most " + LONGEST_NOTE);
        }
    }

    /** What is changed. */
    public sealed interface Change {

        /**
         * The window's cap is raised, once.
         *
         * @param amount in the account's unit, 1 to {@link Account#LARGEST}
         */
        record TopUp(long amount) implements Change {

            public TopUp {
                Account.requireExact("amount of a top-up", amount);
                if (amount == 0) {
                    throw new IllegalArgumentException("a top-up of nothing");
                }
            }

        }

        /** What is used in the window counts from zero again; what is held stays held. */
        record Reset() implements Change {
        }

    }

}
