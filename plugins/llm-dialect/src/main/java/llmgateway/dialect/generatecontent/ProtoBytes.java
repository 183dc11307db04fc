package llmgateway.dialect.generatecontent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Fields of bytes: ProtoJSON takes both alphabets of base64 (RFC 4648), other APIs only
 * the usual one.
 */
final class ProtoBytes {

    private ProtoBytes() {
    }

    static String usualAlphabet(String base64) {
        return base64.replace('-', '+').replace('_', '/');
    }

    /** Empty if the bytes are no UTF-8, or no bytes at all. */
    static Optional<String> text(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(usualAlphabet(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        }
        catch (IllegalArgumentException | CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    static String ofText(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
