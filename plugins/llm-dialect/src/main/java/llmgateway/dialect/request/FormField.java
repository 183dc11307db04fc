package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a part of a form is called (RFC 7578).
 *
 * @param name letters, digits and {@code _ - . [ ]} only, so that every reader decodes it
 * the same
 * @param isPlain whether it is text as it stands: no file, no transfer encoding
 */
record FormField(String name, boolean isPlain) {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.\\[\\]-]+");

    private static final Pattern HEADER_NAME = Pattern.compile("[0-9A-Za-z-]+");

    /**
     * @throws RefusedRequest if the part's headers can be read in more than one way
     */
    static FormField of(byte[] body, MultipartScanner.Part part) {
        int at = part.headers().from();
        Optional<ParameterizedValue> disposition = Optional.empty();
        boolean encoded = false;
        for (String line : lines(body, part.headers())) {
            int colon = line.indexOf(':');
            if (colon < 0 || !HEADER_NAME.matcher(line.substring(0, colon)).matches() || hasControls(line)) {
                throw RefusedRequest.malformed("a part has a malformed header", at);
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1);
            if (name.equalsIgnoreCase("content-disposition")) {
                if (disposition.isPresent()) {
                    throw RefusedRequest.malformed("a part has two Content-Disposition headers", at);
                }
                disposition = ParameterizedValue.parse(value);
            }
            encoded |= name.equalsIgnoreCase("content-transfer-encoding") && !isIdentity(value);
        }
        boolean plain = !encoded;
        return disposition.flatMap((value) -> named(value, plain))
            .orElseThrow(() -> RefusedRequest.malformed("a part has no usable Content-Disposition", at));
    }

    private static Optional<FormField> named(ParameterizedValue disposition, boolean plain) {
        boolean file = disposition.parameter("filename").isPresent() || disposition.parameter("filename*").isPresent();
        return disposition.parameter("name")
            .filter((name) -> disposition.value().equals("form-data"))
            .filter((name) -> disposition.parameter("name*").isEmpty())
            .filter((name) -> NAME.matcher(name).matches())
            .map((name) -> new FormField(name, plain && !file));
    }

    private static boolean isIdentity(String transferEncoding) {
        return List.of("7bit", "8bit", "binary").contains(transferEncoding.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean hasControls(String line) {
        return line.chars().anyMatch((c) -> c < ' ' && c != '\t');
    }

    private static List<String> lines(byte[] body, Span headers) {
        // Latin-1 maps every byte to itself; names are ASCII, and file names are not
        // read.
        String text = new String(body, headers.from(), headers.length(), StandardCharsets.ISO_8859_1);
        return List.of(text.split("\r\n", -1));
    }

}
