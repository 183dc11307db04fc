package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text as a gateway hands it over: bytes that are mostly UTF-8, but need not be, since
 * HTTP headers are bytes. What is not UTF-8 is read as ISO 8859-1, which loses nothing.
 */
final class WireText {

    private WireText() {
    }

    /**
     * @param text backed by an array
     */
    static String decode(ByteBuffer text) {
        Charset charset = isUtf8(text.duplicate()) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new String(text.array(), text.arrayOffset() + text.position(), text.remaining(), charset);
    }

    private static boolean isUtf8(ByteBuffer text) {
        if (isAscii(text)) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text);
            return true;
        }
        catch (CharacterCodingException ex) {
            return false;
        }
    }

    private static boolean isAscii(ByteBuffer text) {
        for (int i = text.position(); i < text.limit(); i++) {
            if (text.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

}
