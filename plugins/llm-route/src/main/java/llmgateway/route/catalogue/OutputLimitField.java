package llmgateway.route.catalogue;

import java.util.Locale;

/** What a provider of OpenAI's dialect calls the output limit of chat completions. */
public enum OutputLimitField {

    /** What most obey; OpenAI's newer models refuse it. */
    MAX_TOKENS,

    /** OpenAI's name since September 2024. */
    MAX_COMPLETION_TOKENS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

}
