package llmgateway.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes to a request on its way to the upstream, and to the headers of the response.
 * Applied in the order given; a later change of the same name wins.
 *
 * @param path new path, decoded and without a query
 * @param headers request headers to set, or to remove where the value is empty
 * @param query query arguments to set, or to remove where the value is empty
 * @param body new body; never an empty array, since APISIX ignores an empty body
 * @param responseHeaders headers to set on the response to the client
 */
public record RequestRewrite(Optional<String> path, List<Change> headers, List<Change> query, Optional<byte[]> body,
        List<Header> responseHeaders) {

    public static final RequestRewrite NONE = builder().build();

    public RequestRewrite {
        headers = List.copyOf(headers);
        query = List.copyOf(query);
        responseHeaders = List.copyOf(responseHeaders);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * @param name header or argument name
     * @param value the new value, or empty to remove every occurrence
     */
    public record Change(String name, Optional<String> value) {
    }

    /** Not thread-safe. */
    public static final class Builder {

        private Optional<String> path = Optional.empty();

        private final List<Change> headers = new ArrayList<>();

        private final List<Change> query = new ArrayList<>();

        private Optional<byte[]> body = Optional.empty();

        private final List<Header> responseHeaders = new ArrayList<>();

        private Builder() {
        }

        public Builder path(String path) {
            this.path = Optional.of(path);
            return this;
        }

        public Builder setHeader(String name, String value) {
            this.headers.add(new Change(name, Optional.of(value)));
            return this;
        }

        public Builder removeHeader(String name) {
            this.headers.add(new Change(name, Optional.empty()));
            return this;
        }

        public Builder setQuery(String name, String value) {
            this.query.add(new Change(name, Optional.of(value)));
            return this;
        }

        public Builder removeQuery(String name) {
            this.query.add(new Change(name, Optional.empty()));
            return this;
        }

        public Builder body(byte[] body) {
            this.body = Optional.of(body);
            return this;
        }

        public Builder setResponseHeader(String name, String value) {
            this.responseHeaders.add(new Header(name, value));
            return this;
        }

        public RequestRewrite build() {
            return new RequestRewrite(this.path, this.headers, this.query, this.body, this.responseHeaders);
        }

    }

}
