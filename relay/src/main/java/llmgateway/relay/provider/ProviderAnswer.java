package llmgateway.relay.provider;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What a provider answered. Identity is what was asked for; gzip is undone all the same,
 * any other coding stays.
 *
 * @param headers as they came, but without the length, and without the coding if it was
 * undone
 * @param mediaType in lower case, without parameters; empty if unknown
 * @param readable whether the body is not encoded
 * @param length of the body, if known
 * @param body not to be closed: that would read it to its end
 */
public record ProviderAnswer(int status, Headers headers, String mediaType, boolean readable, OptionalLong length,
        InputStream body) {

    public static ProviderAnswer of(ClassicHttpResponse received, TimeLimit limit, Duration chunkTimeout)
            throws IOException {
        Headers headers = headersOf(received).without("content-length");
        String coding = headers.first("content-encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        String mediaType = headers.first("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<HttpEntity> entity = Optional.ofNullable(received.getEntity());
        if (entity.isEmpty()) {
            return new ProviderAnswer(received.getCode(), headers, mediaType, true, OptionalLong.of(0),
                    InputStream.nullInputStream());
        }
        InputStream body = new TimedInput(entity.get().getContent(), limit, chunkTimeout);
        if (coding.equals("gzip") || coding.equals("x-gzip")) {
            return new ProviderAnswer(received.getCode(), headers.without("content-encoding"), mediaType, true,
                    OptionalLong.empty(), new GZIPInputStream(body));
        }
        long length = entity.get().getContentLength();
        return new ProviderAnswer(received.getCode(), headers, mediaType, coding.equals("identity"),
                (length < 0) ? OptionalLong.empty() : OptionalLong.of(length), body);
    }

    private static Headers headersOf(ClassicHttpResponse received) {
        List<Header> lines = new ArrayList<>();
        for (org.apache.hc.core5.http.Header line : received.getHeaders()) {
            lines.add(new Header(line.getName(), Optional.ofNullable(line.getValue()).orElse("")));
        }
        return new Headers(lines);
    }

    /** Also an interim answer, which points to another just as well. */
    public boolean isRedirect() {
        return this.status < 200 || (this.status >= 300 && this.status < 400);
    }

    public boolean isEvents() {
        return this.mediaType.equals("text/event-stream") || isAwsEvents();
    }

    /** Whether they come in AWS' binary frames. */
    public boolean isAwsEvents() {
        return this.mediaType.equals("application/vnd.amazon.eventstream");
    }

    public boolean isJson() {
        return this.mediaType.equals("application/json") || this.mediaType.endsWith("+json");
    }

    public boolean isHtml() {
        return this.mediaType.equals("text/html") || this.mediaType.equals("application/xhtml+xml");
    }

}
