/**
 * Reading a call from its request: endpoint, headers, body; and editing the body by
 * splicing bytes.
 */
@NullMarked
package llmgateway.dialect.request;

import org.jspecify.annotations.NullMarked;
