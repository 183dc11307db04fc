package llmgateway.runner.pipeline;

import llmgateway.core.http.Headers;

/** An upstream's response that waits for the filters; its body is the response's. */
public interface ResponseSource extends ExtraInfo {

    int status();

    Headers headers();

    /** The gateway's own number for the request, for debugging. */
    long requestId();

    long confToken();

}
