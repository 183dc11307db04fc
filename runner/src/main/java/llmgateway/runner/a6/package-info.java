/**
 * The {@code ext-plugin} protocol of APISIX, version 0.6.1, over a Unix socket: frames,
 * connections, configuration tokens. The wire format is
 * {@code src/main/fbs/ext-plugin.fbs}; what the gateway does with a reply is
 * {@code apisix/plugins/ext-plugin/init.lua}, APISIX 3.18.
 */
@NullMarked
package llmgateway.runner.a6;

import org.jspecify.annotations.NullMarked;
