/** The command lines. */
@NullMarked
package llmgateway.apisix.command;

import org.jspecify.annotations.NullMarked;
