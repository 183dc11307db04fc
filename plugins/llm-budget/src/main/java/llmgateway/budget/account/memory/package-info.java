/** The accounts in this process: for one node, or while Redis is away. */
@NullMarked
package llmgateway.budget.account.memory;

import org.jspecify.annotations.NullMarked;
