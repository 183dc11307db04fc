@NullMarked
package llmgateway.quickstart;

import org.jspecify.annotations.NullMarked;
