package llmgateway.metrics.accounting;

/**
 * What calls are charged whose provider did not tell what they used.
 *
 * @param cutShort of streams that broke off
 * @param usageAbsent of streams that came to their end
 */
public record AccountingSettings(Charging cutShort, Charging usageAbsent) {

    public static final AccountingSettings DEFAULTS = new AccountingSettings(Charging.COUNTED, Charging.RESERVED);

    /** By what a call is charged. */
    public enum Charging {

        /** The estimate of its input and what it delivered. */
        COUNTED,

        /** What was reserved. */
        RESERVED

    }

}
