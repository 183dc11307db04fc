/** What a package for one API offers to translation; knows none of them. */
@NullMarked
package llmgateway.dialect.format;

import org.jspecify.annotations.NullMarked;
