package llmgateway.runner.pipeline;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import io.github.api7.A6.HTTPRespCall.Req;
import llmgateway.core.http.Header;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's response as the SDK's {@code postFilter} sees it; differs from the
 * official runner's as {@link GatewayRequest} does.
 */
public final class GatewayPostRequest extends PostRequest {

    private final ResponseSource source;

    private final Map<String, String> settings;

    private final Extras extras;

    private volatile byte @Nullable [] replaced;

    private @Nullable Map<String, String> headers;

    GatewayPostRequest(ResponseSource source, Map<String, String> settings, Extras extras) {
        super(new Req());
        this.source = source;
        this.settings = settings;
        this.extras = extras;
    }

    @Override
    public @Nullable String getConfig(PluginFilter filter) {
        return this.settings.get(filter.name());
    }

    @Override
    public long getRequestId() {
        return this.source.requestId();
    }

    @Override
    public long getConfToken() {
        return this.source.confToken();
    }

    @Override
    public Integer getUpstreamStatusCode() {
        return this.source.status();
    }

    /** Names found without case; of repeated headers the last. */
    @Override
    public Map<String, String> getUpstreamHeaders() {
        Map<String, String> view = this.headers;
        if (view == null) {
            view = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Header line : this.source.headers().lines()) {
                view.put(line.name(), line.value());
            }
            this.headers = view;
        }
        return view;
    }

    @Override
    public @Nullable String getVars(@Nullable String name) {
        return (name != null) ? this.extras.variable(name).orElse(null) : null;
    }

    /** The upstream's, as UTF-8; empty if there is none. */
    @Override
    public String getBody() {
        return getBody(StandardCharsets.UTF_8);
    }

    @Override
    public String getBody(Charset charset) {
        byte[] body = this.replaced;
        return new String((body != null) ? body : this.extras.body(), charset);
    }

    /** Changes what later filters read; the client's answer is the response's body. */
    @Override
    public void setBody(String body) {
        setBody(body.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #setBody(String)}. */
    @Override
    public void setBody(byte[] body) {
        this.replaced = body;
    }

    /** The official runner's own business. */
    @Override
    public void initCtx(Map<String, String> config) {
        throw new UnsupportedOperationException();
    }

    /** The official runner's own business. */
    @Override
    public void setVars(Map<String, String> vars) {
        throw new UnsupportedOperationException();
    }

}
