package llmgateway.dialect.models;

import java.time.Instant;

/**
 * A model as the models endpoints show it.
 *
 * @param id the name to call it by
 * @param ownedBy who made it
 * @param created when it came out; whole seconds are shown
 */
public record ListedModel(String id, String ownedBy, Instant created) {
}
