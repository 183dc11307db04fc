/** The providers' own SDKs, unmodified but for base URL and key. */
@NullMarked
package llmgateway.e2e.sdk;

import org.jspecify.annotations.NullMarked;
