package llmgateway.budget.account;

/**
 * Names an account within its organisation: the subject and the limit, opaque here. What
 * an account has used stays with its name whatever its cap becomes.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record AccountName(String value) {

    private static final int LONGEST = 256;

    public AccountName {
        if (value.isEmpty() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an account's name has 1 to " + LONGEST + " characters and no control characters");
        }
    }

    @Override
    public String toString() {
        return this.value;
    }

}
