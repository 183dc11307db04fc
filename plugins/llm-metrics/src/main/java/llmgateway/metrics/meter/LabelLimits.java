package llmgateway.metrics.meter;

/**
 * How many values labels may have.
 *
 * @param models names of models
 * @param limits names of limits
 * @param consumers names of consumers; 0 leaves that label empty
 */
public record LabelLimits(int models, int limits, int consumers) {

    public LabelLimits {
        if (models < 1 || limits < 1 || consumers < 0) {
            throw new IllegalArgumentException("a label has room for at least one value");
        }
    }

}
