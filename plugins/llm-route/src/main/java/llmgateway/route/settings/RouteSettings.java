package llmgateway.route.settings;

import java.util.List;
import java.util.Optional;

import llmgateway.core.model.OriginalModel;
import llmgateway.core.upstream.RetryRules;

/**
 * The plugin's configuration for one route or consumer.
 *
 * @param models which models may be used
 * @param defaultModel for requests that name none
 * @param stickiness what binds calls to one target
 * @param balance how a target is chosen
 * @param usageChunk what becomes of a stream's usage
 * @param retries when a failed attempt is followed by another
 * @param fallbackModels tried in order after the model asked for
 * @param pathPrefixes what may stand before {@code /v1} in a path
 * @param tags of every call, before the client's own
 */
public record RouteSettings(AllowedModels models, Optional<OriginalModel> defaultModel, Optional<Stickiness> stickiness,
        Balance balance, UsageChunkRule usageChunk, RetryRules retries, List<OriginalModel> fallbackModels,
        List<String> pathPrefixes, List<String> tags) {

    public RouteSettings {
        fallbackModels = List.copyOf(fallbackModels);
        pathPrefixes = List.copyOf(pathPrefixes);
        tags = List.copyOf(tags);
    }

    /** How a target is chosen. */
    public enum Balance {

        /** By weight alone. */
        WEIGHTED,

        /** By weight among those that have not failed lately. */
        LEAST_RECENTLY_FAILED,

        /** With the fewest calls under way for its weight; of equals by weight. */
        LEAST_BUSY,

        /** That took the least time to a first token lately. */
        LOWEST_LATENCY,

        /** By the price list, for a call of this size. */
        CHEAPEST

    }

    /** What becomes of the usage of an OpenAI stream whose client did not ask for it. */
    public enum UsageChunkRule {

        /** Asked of the provider and kept from the client. */
        HIDDEN,

        /** Asked of the provider and passed on to the client. */
        VISIBLE,

        /** Not asked for. */
        NOT_ASKED

    }

    /** Calls with the same value go to the same target while it is there. */
    public sealed interface Stickiness {

        record ByHeader(String name) implements Stickiness {
        }

        record ByConsumer() implements Stickiness {
        }

    }

}
