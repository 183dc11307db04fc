package llmgateway.dialect.request;

import llmgateway.core.model.OriginalModel;

/**
 * A body's model.
 *
 * @param name decoded
 * @param value the bytes of the value
 */
record NamedModel(OriginalModel name, Span value) {

    /**
     * @throws RefusedRequest if the name is none that a model could have
     */
    static NamedModel of(String name, Span value, RequestLimits limits) {
        return new NamedModel(checked(new OriginalModel(name), limits), value);
    }

    static OriginalModel checked(OriginalModel model, RequestLimits limits) {
        if (model.name().isBlank() || model.name().length() > limits.modelNameLength()) {
            throw RefusedRequest.field(KnownFields.MODEL, "must have 1 to " + limits.modelNameLength() + " characters");
        }
        if (model.name().chars().anyMatch(Character::isISOControl)) {
            throw RefusedRequest.field(KnownFields.MODEL, "must not have control characters");
        }
        return model;
    }

}
