package llmgateway.e2e.stack;

import java.nio.file.Path;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;

/** A running gateway with the consumers of {@code docker/stack/gateway.yaml}. */
interface Stack extends AutoCloseable {

    Path REPOSITORY = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

    ClientAnswer send(ClientRequest request);

    /** What a consumer calls with. */
    String key(String consumer);

    /**
     * The body that the management port answers an operator with.
     * @param target path and query
     */
    String managed(String target);

    @Override
    void close();

}
