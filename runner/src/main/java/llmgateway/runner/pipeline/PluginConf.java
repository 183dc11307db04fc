package llmgateway.runner.pipeline;

/**
 * One entry of {@code ext-plugin-post-req.conf}.
 *
 * @param name the filter's name
 * @param settings what the operator configured for it, mostly JSON; may hold secrets
 */
public record PluginConf(String name, String settings) {

    @Override
    public String toString() {
        return "PluginConf[" + this.name + "]";
    }

}
