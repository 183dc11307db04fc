package llmgateway.budget.limit.settings;

import java.util.List;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.document.Problem;

/** What came of reading limits. */
public sealed interface LimitsReading {

    /**
     * Limits without a problem.
     *
     * @param settings with the defaults
     */
    record Usable(LimitSettings settings) implements LimitsReading {
    }

    /**
     * Limits that cannot be used.
     *
     * @param problems all of them; at least one
     */
    record Faulty(List<Problem> problems) implements LimitsReading {

        public Faulty {
            problems = List.copyOf(problems);
        }

    }

}
