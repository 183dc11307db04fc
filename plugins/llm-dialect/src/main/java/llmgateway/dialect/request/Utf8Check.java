package llmgateway.dialect.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Strict Unicode, where Jackson is lenient: it lets overlong sequences and lone
 * surrogates pass, and guesses UTF-16 and UTF-32 from zero bytes.
 */
final class Utf8Check {

    private static final int CHUNK = 8192;

    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private Utf8Check() {
    }

    /** The length of the byte order mark that the body begins with, or 0. */
    static int byteOrderMark(byte[] body) {
        boolean marked = body.length >= BYTE_ORDER_MARK_LENGTH && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB
                && body[2] == (byte) 0xBF;
        return marked ? BYTE_ORDER_MARK_LENGTH : 0;
    }

    /**
     * @throws RefusedRequest if a stretch of a body is not well-formed UTF-8
     */
    static void requireUtf8(byte[] body, Span span) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body, span.from(), span.length());
        CharBuffer out = CharBuffer.allocate(Math.min(CHUNK, span.length() + 1));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        while (result.isOverflow());
        if (result.isError()) {
            throw RefusedRequest.malformed("it is not valid UTF-8", in.position());
        }
    }

    /**
     * @throws RefusedRequest if a JSON text is not UTF-8, or has an escape that is half
     * of a surrogate pair
     */
    static void requireUnicode(byte[] json) {
        requireUtf8(json, new Span(0, json.length));
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                throw RefusedRequest.malformed("it is not JSON in UTF-8", i);
            }
        }
        int at = 0;
        while (at < json.length) {
            at = (json[at] == '\\') ? endOfEscape(json, at) : at + 1;
        }
    }

    private static int endOfEscape(byte[] json, int backslash) {
        int unit = escapedUnit(json, backslash);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return backslash + 2;
        }
        int low = escapedUnit(json, backslash + 6);
        if (unit > Character.MAX_HIGH_SURROGATE || low < Character.MIN_LOW_SURROGATE
                || low > Character.MAX_LOW_SURROGATE) {
            throw RefusedRequest.malformed("it escapes half of a surrogate pair", backslash);
        }
        return backslash + 12;
    }

    /** The UTF-16 unit that is escaped at a place, or -1 if none is. */
    private static int escapedUnit(byte[] json, int at) {
        if (at + 6 > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

}
