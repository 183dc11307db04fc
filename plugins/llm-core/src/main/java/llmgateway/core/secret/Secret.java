package llmgateway.core.secret;

/**
 * A value that no log, error, metric or ledger may show.
 *
 * @param value the secret itself; reading it is the caller's promise to pass it only to
 * where it belongs
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

}
