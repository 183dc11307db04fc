/** The catalogue made ready for calls: keys loaded, paths and headers laid out. */
@NullMarked
package llmgateway.route.table;

import org.jspecify.annotations.NullMarked;
