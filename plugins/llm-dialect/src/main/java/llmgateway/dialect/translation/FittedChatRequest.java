package llmgateway.dialect.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;

/**
 * A request that asks for nothing that the provider's API cannot do.
 *
 * @param dropped what it asked for before, by the names that clients are told: features
 * in lower case, and fields that were not read
 */
record FittedChatRequest(ChatRequest request, List<String> dropped) {

    FittedChatRequest {
        dropped = List.copyOf(dropped);
    }

    /**
     * @throws UntranslatableRequest if it asks for what the API cannot do and an answer
     * would not make sense without
     */
    static FittedChatRequest of(ChatRequest request, ProviderFormat format, TargetModel model) {
        ChatRequest fitted = request;
        List<String> dropped = new ArrayList<>(request.unread());
        for (Feature feature : Feature.askedBy(request)) {
            switch (format.support(feature, model)) {
                case SUPPORTED -> {
                }
                case DROPPED -> {
                    fitted = feature.removedFrom(fitted);
                    dropped.add(name(feature));
                }
                case REFUSED -> throw new UntranslatableRequest(Rejects.notTranslatable(name(feature)));
            }
        }
        for (Feature feature : format.givingWay(fitted, model)) {
            fitted = feature.removedFrom(fitted);
            dropped.add(name(feature));
        }
        return new FittedChatRequest(fitted, dropped);
    }

    private static String name(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT);
    }

}
