/** Brings APISIX to what the files of objects say, and nothing further. */
@NullMarked
package llmgateway.apisix.apply;

import org.jspecify.annotations.NullMarked;
