package llmgateway.budget.override;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import llmgateway.budget.account.AccountName;

/** Overrides of this process alone. */
public final class MemoryOverrideStore implements OverrideStore {

    private final Map<AccountName, LimitOverride> overrides = new ConcurrentHashMap<>();

    @Override
    public boolean put(LimitOverride override) {
        this.overrides.put(override.account(), override);
        return true;
    }

    @Override
    public boolean remove(AccountName account) {
        this.overrides.remove(account);
        return true;
    }

    @Override
    public Optional<Collection<LimitOverride>> all() {
        return Optional.of(List.copyOf(this.overrides.values()));
    }

}
