package llmgateway.metrics.trace;

/** Why a collector did not get a span. */
public enum SpanLoss {

    /** As many wait as may. */
    QUEUE_FULL,

    /** The collector was away, slow, or refused it. */
    EXPORT_FAILED

}
