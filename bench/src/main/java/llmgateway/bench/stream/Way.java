package llmgateway.bench.stream;

import java.net.URI;

import llmgateway.simulator.SimulatorConfig;

/**
 * A way to a stream, or without the gateway: what other ways are compared with.
 *
 * @param base without a slash at the end
 * @param key of the gateway's consumer or of the provider
 */
record Way(String name, URI base, String key, Api api, String model) {

    static Way direct(Api api, URI simulator, String model) {
        return new Way("direct, " + api.title(), URI.create(simulator + api.simulated()), SimulatorConfig.DEFAULT_KEY,
                api, model);
    }

    String body() {
        return """
                {"model":"%s","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"%s"}]}"""
            .formatted(this.model, "Tell me of streams and of what crosses them. ".repeat(20));
    }

}
