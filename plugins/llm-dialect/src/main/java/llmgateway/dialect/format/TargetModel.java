package llmgateway.dialect.format;

import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;

/**
 * The model that answers.
 *
 * @param name as the provider knows it
 * @param maxOutputTokens the most that it can answer with, where known
 * @param chatVariant of its provider, where that speaks Chat Completions
 * @param platform where it is served
 */
public record TargetModel(RequestModel name, OptionalLong maxOutputTokens, ChatVariant chatVariant, Platform platform) {

    public TargetModel(RequestModel name, OptionalLong maxOutputTokens) {
        this(name, maxOutputTokens, Platform.OF_MAKER);
    }

    public TargetModel(RequestModel name, OptionalLong maxOutputTokens, Platform platform) {
        this(name, maxOutputTokens, ChatVariant.USUAL, platform);
    }

    public TargetModel(RequestModel name, OptionalLong maxOutputTokens, ChatVariant chatVariant) {
        this(name, maxOutputTokens, chatVariant, Platform.OF_MAKER);
    }

}
