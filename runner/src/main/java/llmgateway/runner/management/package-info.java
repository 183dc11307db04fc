/** What an operator may ask and change, below {@code /admin} on the management port. */
@NullMarked
package llmgateway.runner.management;

import org.jspecify.annotations.NullMarked;
