/** What an operator may ask of budgets and change about them. */
@NullMarked
package llmgateway.budget.management;

import org.jspecify.annotations.NullMarked;
