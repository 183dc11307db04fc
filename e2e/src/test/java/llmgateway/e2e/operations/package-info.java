/** What operators are given beside the software: guides, and the files of its stack. */
@NullMarked
package llmgateway.e2e.operations;

import org.jspecify.annotations.NullMarked;
