/** What a node does again and again beside its calls. */
@NullMarked
package llmgateway.budget.loop;

import org.jspecify.annotations.NullMarked;
