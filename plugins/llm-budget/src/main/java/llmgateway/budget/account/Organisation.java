package llmgateway.budget.account;

import java.util.regex.Pattern;

/**
 * Whose accounts they are. All accounts that one call counts against belong to the same
 * organisation: they are kept together (on one shard of a cluster).
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 */
public record Organisation(String id) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Organisation {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an organisation's id is 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

}
