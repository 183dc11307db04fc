package llmgateway.route.live;

/** The catalogue cannot be used; the message tells every problem. */
public final class UnusableCatalogue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableCatalogue(String message) {
        super(message);
    }

}
