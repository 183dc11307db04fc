package llmgateway.dialect.request;

import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;

/** How a body is to be read. */
sealed interface ContentType {

    record Json() implements ContentType {
    }

    record Multipart(String boundary) implements ContentType {
    }

    /**
     * A request without a content type is read as JSON.
     * @throws RefusedRequest if the endpoint does not take such a body
     */
    static ContentType of(Endpoint endpoint, Headers headers) {
        Optional<String> header = headers.first("content-type");
        if (header.isEmpty()) {
            return new Json();
        }
        ParameterizedValue type = ParameterizedValue.parse(header.get())
            .orElseThrow(() -> new RefusedRequest(Rejects.unsupportedContentType(expected(endpoint))));
        boolean utf8 = type.parameter("charset").map("utf-8"::equalsIgnoreCase).orElse(true);
        if (utf8 && (type.value().equals("application/json") || type.value().endsWith("+json"))) {
            return new Json();
        }
        if (takesForms(endpoint) && type.value().equals("multipart/form-data")) {
            return new Multipart(type.parameter("boundary")
                .filter(ContentType::isBoundary)
                .orElseThrow(() -> new RefusedRequest(
                        Rejects.invalidRequest("The multipart Content-Type has no usable 'boundary'."))));
        }
        throw new RefusedRequest(Rejects.unsupportedContentType(expected(endpoint)));
    }

    private static String expected(Endpoint endpoint) {
        return takesForms(endpoint) ? "multipart/form-data or application/json in UTF-8" : "application/json in UTF-8";
    }

    private static boolean takesForms(Endpoint endpoint) {
        return switch (endpoint) {
            case TRANSCRIPTIONS, TRANSLATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> true;
            default -> false;
        };
    }

    /**
     * RFC 2046 section 5.1.1, but for the colon, which would make a delimiter look like a
     * header.
     */
    private static boolean isBoundary(String boundary) {
        return boundary.matches("[0-9A-Za-z'()+_,./=? -]{0,69}[0-9A-Za-z'()+_,./=?-]");
    }

}
