/** Routing: which provider serves a call, under which name, with which key. */
@NullMarked
package llmgateway.route;

import org.jspecify.annotations.NullMarked;
