package llmgateway.route.settings;

import java.util.List;

import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.document.Problem;

/** What came of reading settings. */
public sealed interface SettingsReading {

    /**
     * Settings without a problem.
     *
     * @param endpoints knows the paths under the prefixes that are set
     */
    record Usable(RouteSettings settings, EndpointMatcher endpoints) implements SettingsReading {
    }

    /**
     * Settings that cannot be used.
     *
     * @param problems all of them; at least one
     */
    record Faulty(List<Problem> problems) implements SettingsReading {

        public Faulty {
            problems = List.copyOf(problems);
        }

    }

}
