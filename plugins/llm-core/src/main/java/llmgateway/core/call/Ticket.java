package llmgateway.core.call;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What a call's later parts are found by: its plan on the relay, its reservation, its log
 * entry. Unlike the {@link CallId} no client ever sees it.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record Ticket(String value) {

    private static final HexFormat HEX = HexFormat.of();

    /**
     * @param random must be unpredictable, such as {@link java.security.SecureRandom}
     */
    public static Ticket random(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new Ticket(HEX.formatHex(bytes));
    }

}
