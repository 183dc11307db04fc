/**
 * Stands in for APISIX: authenticates, asks the runner over its socket as
 * {@code apisix/plugins/ext-plugin/init.lua} (APISIX 3.18) does, applies what the runner
 * answered and proxies to the upstream that {@code traffic-split} would pick.
 */
@NullMarked
package llmgateway.e2e.gateway;

import org.jspecify.annotations.NullMarked;
