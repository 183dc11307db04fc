package llmgateway.runner.a6;

import java.util.List;

import llmgateway.runner.pipeline.PluginConf;

/**
 * The gateway is about to make calls under a configuration.
 *
 * @param key names the configuration and its version at the gateway
 */
record PrepareConfRequest(String key, List<PluginConf> conf) {
}
