package llmgateway.budget.override;

import java.util.Collection;
import java.util.Optional;

import llmgateway.budget.account.AccountName;

/**
 * Keeps overrides for all nodes. Thread-safe; a store that is away answers false or
 * empty.
 */
public interface OverrideStore {

    /**
     * @return false if it could not be kept
     */
    boolean put(LimitOverride override);

    /**
     * @return false if the store could not be asked
     */
    boolean remove(AccountName account);

    /**
     * @return empty if the store could not be asked
     */
    Optional<Collection<LimitOverride>> all();

}
