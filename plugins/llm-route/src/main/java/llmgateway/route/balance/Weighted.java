package llmgateway.route.balance;

/** Something that gets a share of the calls. */
public interface Weighted {

    /** Its share relative to the others'; at least 1. */
    int weight();

    /** Tells it from the others, the same in every process. */
    String identity();

}
