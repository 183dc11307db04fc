package llmgateway.budget.management;

import java.util.List;

import llmgateway.budget.limit.LimitSettings;

/**
 * The limits this node has been told of: the defaults, and those of plugin configurations
 * it serves calls under.
 */
@FunctionalInterface
public interface KnownLimits {

    /** Each set once; the defaults alone if there is nothing else. */
    List<LimitSettings> all();

}
