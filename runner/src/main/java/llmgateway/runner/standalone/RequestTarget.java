package llmgateway.runner.standalone;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.http.QueryArgument;

/**
 * A request's path and query, decoded once.
 *
 * @param path decoded
 * @param query arguments in their order
 */
record RequestTarget(String path, List<QueryArgument> query) {

    /**
     * @param rawPath as sent
     * @param rawQuery as sent, empty for none
     * @return empty where two readers could understand a path differently: empty or dot
     * segments, an encoded slash, path parameters, malformed escapes, a decoded percent
     * sign, backslash or control character
     */
    static Optional<RequestTarget> parse(String rawPath, String rawQuery) {
        try {
            String path = decode(rawPath);
            if (!path.startsWith("/") || hasOddSegment(path) || slashes(path) != slashes(rawPath)
                    || path.chars().anyMatch((c) -> c < ' ' || c == 0x7f || "%;\\".indexOf(c) >= 0)) {
                return Optional.empty();
            }
            return Optional.of(new RequestTarget(path, arguments(rawQuery)));
        }
        catch (CharacterCodingException | NumberFormatException ex) {
            return Optional.empty();
        }
    }

    private static boolean hasOddSegment(String path) {
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals(".") || segments[i].equals("..") || (segments[i].isEmpty() && !last)) {
                return true;
            }
        }
        return false;
    }

    private static long slashes(String path) {
        return path.chars().filter((c) -> c == '/').count();
    }

    private static List<QueryArgument> arguments(String rawQuery) throws CharacterCodingException {
        List<QueryArgument> arguments = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(((equals < 0) ? pair : pair.substring(0, equals)).replace('+', ' '));
                arguments.add(new QueryArgument(name, (equals < 0) ? Optional.empty()
                        : Optional.of(decode(pair.substring(equals + 1).replace('+', ' ')))));
            }
        }
        return arguments;
    }

    private static String decode(String raw) throws CharacterCodingException {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteBuffer decoded = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                decoded.put(escaped(raw, i + 1));
                i += 2;
            }
            else {
                decoded.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    }

    private static byte escaped(String raw, int at) {
        if (at + 2 > raw.length()) {
            throw new NumberFormatException("a cut escape");
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw new NumberFormatException("no hexadecimal digits");
        }
        return (byte) (high * 16 + low);
    }

}
