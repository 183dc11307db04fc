package llmgateway.dialect.format;

import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;

/**
 * The model that answers.
 *
 * @param name as the provider knows it
 * @param maxOutputTokens the most that it can answer with, where known
 * @param chatVariant of its provider, where that speaks Chat Completions
 */
public record TargetModel(RequestModel name, OptionalLong maxOutputTokens, ChatVariant chatVariant) {

    public TargetModel(RequestModel name, OptionalLong maxOutputTokens) {
        this(name, maxOutputTokens, ChatVariant.USUAL);
    }

}
