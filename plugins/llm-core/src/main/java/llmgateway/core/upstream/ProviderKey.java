package llmgateway.core.upstream;

import llmgateway.core.secret.Secret;

/**
 * A key at a provider.
 *
 * @param name says where it comes from, such as {@code env:OPENAI_API_KEY}; safe to log
 * @param secret the key itself
 */
public record ProviderKey(String name, Secret secret) {
}
