package llmgateway.budget.warning;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this process has warned of. Thread-safe. */
public final class MemoryWarnedOnce implements WarnedOnce {

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isFirst(BudgetWarning warning) {
        return this.warned.add(warning.account() + ":" + warning.window().startMillis() + ":" + warning.percent());
    }

}
