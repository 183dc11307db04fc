/** What the APIs of Amazon Bedrock share, whichever model is behind them. */
@NullMarked
package llmgateway.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
