package llmgateway.runner.a6;

import java.util.Set;

import llmgateway.core.http.RequestHead;
import llmgateway.runner.pipeline.CallSource;

/** A client's request with the gateway that brought it. */
record GatewayCall(RequestCall call, Gateway gateway) implements CallSource {

    @Override
    public RequestHead head() {
        return this.call.head();
    }

    @Override
    public String remoteAddress() {
        return this.call.remoteAddress();
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
        return this.gateway.askForRequest(variables, body);
    }

}
