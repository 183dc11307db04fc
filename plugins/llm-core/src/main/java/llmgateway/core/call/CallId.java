package llmgateway.core.call;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names one call in every log line, error, header and ledger entry.
 *
 * @param value {@code call_} and 32 lower-case hexadecimal digits
 */
public record CallId(String value) {

    private static final HexFormat HEX = HexFormat.of();

    public static CallId random(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new CallId("call_" + HEX.formatHex(bytes));
    }

    @Override
    public String toString() {
        return this.value;
    }

}
