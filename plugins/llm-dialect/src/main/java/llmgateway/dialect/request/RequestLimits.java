package llmgateway.dialect.request;

import java.util.stream.IntStream;

/**
 * What a request may hold at most. Every limit is at least 1.
 *
 * @param bodyBytes size of the body
 * @param nestingDepth objects and arrays inside each other
 * @param numberDigits length of a number
 * @param modelNameLength length of a model name, in UTF-16 units
 * @param keyLength length of a key, in bytes; the parser remembers keys between bodies
 * @param keys members of all objects of a JSON body together
 * @param choices answers asked for at once: {@code n} and {@code best_of}
 * @param parts parts of a multipart body
 * @param partHeaderBytes size of one part's headers
 * @param fieldBytes size of a form field that the gateway reads; files are bounded by the
 * body only
 */
public record RequestLimits(int bodyBytes, int nestingDepth, int numberDigits, int modelNameLength, int keyLength,
        int keys, int choices, int parts, int partHeaderBytes, int fieldBytes) {

    /**
     * 128 choices is the maximum of {@code n} in OpenAI's API reference for chat
     * completions.
     */
    private static final RequestLimits DEFAULTS = new RequestLimits(16 * 1024 * 1024, 256, 1000, 256, 1024, 200_000,
            128, 128, 8 * 1024, 1024);

    public RequestLimits {
        if (IntStream
            .of(bodyBytes, nestingDepth, numberDigits, modelNameLength, keyLength, keys, choices, parts,
                    partHeaderBytes, fieldBytes)
            .anyMatch((limit) -> limit < 1)) {
            throw new IllegalArgumentException("a request limit below 1");
        }
    }

    public static RequestLimits defaults() {
        return DEFAULTS;
    }

}
