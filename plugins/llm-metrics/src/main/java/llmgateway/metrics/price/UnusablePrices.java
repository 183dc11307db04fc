package llmgateway.metrics.price;

/** The price list cannot be used; the message tells every problem. */
public final class UnusablePrices extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusablePrices(String message) {
        super(message);
    }

}
