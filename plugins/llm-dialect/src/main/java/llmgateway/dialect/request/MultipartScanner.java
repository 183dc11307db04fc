package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the parts of a multipart body (RFC 2046) without copying them. Stricter than the
 * RFC where readers disagree: nothing before the first delimiter or after the last, CRLF
 * line ends only, no padding.
 */
final class MultipartScanner {

    private static final byte[] LINE_END = { '\r', '\n' };

    private static final byte[] CLOSING = { '-', '-' };

    private final byte[] body;

    private final byte[] dashBoundary;

    private final RequestLimits limits;

    MultipartScanner(byte[] body, String boundary, RequestLimits limits) {
        this.body = body;
        this.dashBoundary = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.limits = limits;
    }

    /**
     * @throws RefusedRequest if the body is not made of whole parts
     */
    List<Part> parts() {
        if (!isAt(0, this.dashBoundary)) {
            throw RefusedRequest.malformed("it does not begin with its multipart boundary", 0);
        }
        List<Part> parts = new ArrayList<>();
        int at = this.dashBoundary.length;
        while (!isClosing(at)) {
            if (!isLineEnd(at)) {
                throw RefusedRequest.malformed("a multipart boundary is not followed by a line end", at);
            }
            if (parts.size() == this.limits.parts()) {
                throw RefusedRequest.malformed("it has more than " + this.limits.parts() + " parts", at);
            }
            Span headers = headersFrom(at + LINE_END.length);
            Span content = contentFrom(headers.to() + 2 * LINE_END.length);
            parts.add(new Part(headers, content));
            at = content.to() + LINE_END.length + this.dashBoundary.length;
        }
        requireNothingAfter(at + CLOSING.length);
        return parts;
    }

    private Span headersFrom(int from) {
        int end = from + Math.min(this.body.length - from, this.limits.partHeaderBytes());
        for (int i = from; i < end; i++) {
            if (isLineEnd(i) && isLineEnd(i + LINE_END.length)) {
                return new Span(from, i);
            }
        }
        throw RefusedRequest.malformed("a part's headers do not end within " + this.limits.partHeaderBytes() + " bytes",
                from);
    }

    private Span contentFrom(int content) {
        for (int i = content - 1; i < this.body.length; i++) {
            boolean endsLine = this.body[i] == '\n' || this.body[i] == '\r';
            if (endsLine && isAt(i + 1, this.dashBoundary)) {
                if (i > content && isLineEnd(i - 1)) {
                    return new Span(content, i - 1);
                }
                throw RefusedRequest.malformed("a multipart boundary does not stand after a line end of its own", i);
            }
        }
        throw RefusedRequest.malformed("a part is not terminated", content);
    }

    private void requireNothingAfter(int at) {
        int rest = this.body.length - at;
        if (rest != 0 && !(rest == LINE_END.length && isLineEnd(at))) {
            throw RefusedRequest.malformed("something follows the last multipart boundary", at);
        }
    }

    private boolean isClosing(int at) {
        return isAt(at, CLOSING);
    }

    private boolean isLineEnd(int at) {
        return isAt(at, LINE_END);
    }

    private boolean isAt(int at, byte[] wanted) {
        return at + wanted.length <= this.body.length
                && Arrays.equals(this.body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /**
     * @param headers the header lines, without the last line end
     * @param content what the part holds
     */
    record Part(Span headers, Span content) {
    }

}
