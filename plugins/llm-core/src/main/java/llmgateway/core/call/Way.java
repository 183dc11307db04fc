package llmgateway.core.call;

import java.util.Locale;

/** How a call goes to its provider. */
public enum Way {

    /** APISIX carries request and answer itself. */
    DIRECT,

    /** A relay does, so that it can translate, sign or try again. */
    RELAY;

    /** In headers, ledger and spans. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

}
