package llmgateway.core.price;

import java.nio.charset.StandardCharsets;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.Target;

/**
 * Counts text as a model's tokenizer would, or more. Thread-safe; answers from memory.
 */
@FunctionalInterface
public interface TokenCounter {

    /** By UTF-8 bytes, of which a token covers at least one. */
    TokenCounter BYTES = (model, target, text) -> text.getBytes(StandardCharsets.UTF_8).length;

    long count(CatalogueModel model, Target target, String text);

}
