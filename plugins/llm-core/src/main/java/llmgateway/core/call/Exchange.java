package llmgateway.core.call;

import java.util.Optional;
import java.util.Set;

import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;

/**
 * A call in flight as the plugins see it: what came in, what else the gateway can be
 * asked, and the answer so far. The runner's requests implement it beside the SDK's
 * {@code HttpRequest}. Used by the call's thread only.
 */
public interface Exchange {

    CallId callId();

    Proxy proxy();

    RequestHead head();

    /**
     * Asks the gateway for all of these in one round trip; what was asked for before is
     * not asked again.
     * @throws CallAbandoned when the gateway gave the call up or its deadline has passed
     */
    void fetch(Set<String> variables, boolean body);

    /**
     * A variable of the gateway such as {@code consumer_name}. Asks for it if
     * {@link #fetch} did not.
     * @return empty where the gateway has no such variable
     * @throws CallAbandoned as {@link #fetch}
     */
    Optional<String> variable(String name);

    /**
     * The body as earlier plugins left it, empty if there is none. Asks for it if
     * {@link #fetch} did not. Not a copy: not to be written to.
     * @throws CallAbandoned as {@link #fetch}
     */
    byte[] body();

    /**
     * Adds changes to those made so far. Without effect once the call has been answered.
     */
    void rewrite(RequestRewrite rewrite);

    /**
     * Answers the client. The first answer stands: nothing that follows turns it into a
     * rewrite.
     */
    void respond(DirectResponse response);

    /** Answers the client with a refusal, in the API that it speaks. */
    void refuse(Reject reject);

    /** Leaves a value for later plugins and for the relay; one value a type. */
    <T> void put(Class<T> type, T value);

    <T> Optional<T> find(Class<T> type);

    /**
     * Has something done if the call is not carried to an upstream after all: a later
     * plugin refused it or failed, the time was up, or the gateway gave up. Done at once
     * if that is so already. Runs on the thread that ends the call.
     */
    void ifNotForwarded(Runnable action);

}
