package llmgateway.core.upstream;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;

/**
 * One place that can serve a call.
 *
 * @param provider the provider's name in the catalogue
 * @param dialect what the provider speaks
 * @param model the name it knows the model by
 */
public record Target(String provider, Dialect dialect, RequestModel model) {
}
