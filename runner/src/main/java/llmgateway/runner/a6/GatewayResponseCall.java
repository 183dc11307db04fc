package llmgateway.runner.a6;

import java.util.Set;

import llmgateway.core.http.Headers;
import llmgateway.runner.pipeline.ResponseSource;

/** An upstream's response with the gateway that brought it. */
record GatewayResponseCall(ResponseCall call, Gateway gateway) implements ResponseSource {

    @Override
    public int status() {
        return this.call.status();
    }

    @Override
    public Headers headers() {
        return this.call.headers();
    }

    @Override
    public long requestId() {
        return this.call.requestId();
    }

    @Override
    public long confToken() {
        return this.call.confToken();
    }

    @Override
    public Fetched fetch(Set<String> variables, boolean body) {
        return this.gateway.askForResponse(variables, body);
    }

}
