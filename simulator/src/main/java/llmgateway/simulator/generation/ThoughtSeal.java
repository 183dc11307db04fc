package llmgateway.simulator.generation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * What a provider signs thoughts with, and knows them again by in a later turn. Base64,
 * as all providers have it.
 */
public final class ThoughtSeal {

    private static final String MARK = "sealed by the simulator ";

    private ThoughtSeal() {
    }

    public static String of(String thought) {
        CRC32 crc = new CRC32();
        crc.update(thought.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder()
            .encodeToString((MARK + Long.toHexString(crc.getValue())).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it seals any thought. */
    public static boolean isSeal(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).startsWith(MARK);
        }
        catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /** Whether it seals this thought, or any if the thought was not told. */
    public static boolean seals(String text, String thought) {
        return thought.isEmpty() ? isSeal(text) : text.equals(of(thought));
    }

}
