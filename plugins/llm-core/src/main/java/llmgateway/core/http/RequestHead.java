package llmgateway.core.http;

import java.util.List;

/**
 * What a client sent, but for the body.
 *
 * @param method in capitals
 * @param path decoded, without the query, beginning with a slash
 * @param query arguments, repeats kept; their order is not the client's where the gateway
 * does not keep it
 * @param headers as the gateway hands them over: APISIX 3.18 stops at the 100th, so
 * absence proves nothing
 */
public record RequestHead(String method, String path, List<QueryArgument> query, Headers headers) {

    public RequestHead {
        query = List.copyOf(query);
    }

}
