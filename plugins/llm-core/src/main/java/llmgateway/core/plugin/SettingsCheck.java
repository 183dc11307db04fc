package llmgateway.core.plugin;

import java.util.List;

/**
 * A plugin filter that can judge its configuration before a call needs it. The runner
 * asks at PrepareConf and writes what is wrong to the operator's log; calls under a
 * configuration with problems are refused.
 */
public interface SettingsCheck {

    /**
     * @param settings the plugin's configuration as the gateway holds it
     * @return what is wrong, each naming the field; empty if nothing is
     */
    List<String> problemsOf(String settings);

}
