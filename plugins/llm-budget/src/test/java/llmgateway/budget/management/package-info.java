@NullMarked
package llmgateway.budget.management;

import org.jspecify.annotations.NullMarked;
