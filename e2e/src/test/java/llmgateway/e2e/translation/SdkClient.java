package llmgateway.e2e.translation;

import java.util.List;

/** An official SDK that asks the gateway, plain or streamed. */
interface SdkClient {

    SdkAnswer text(String model, String prompt);

    SdkAnswer image(String model, String prompt);

    SdkAnswer document(String model, String prompt);

    /** Only where {@link Api#saysAudio}. */
    SdkAnswer audio(String model, String prompt);

    /**
     * @param names of tools with one text argument {@code city}, all of them offered
     */
    SdkAnswer tools(String model, String prompt, List<String> names);

    /**
     * Asks with tools, then sends a result of each call back.
     * @param thinking whether the model shall think both times
     */
    SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking);

    /** Wants an object with the text {@code city} and the whole number {@code people}. */
    SdkAnswer schema(String model, String prompt);

    /**
     * Lets the model think, and sends its answer back with the next question.
     * @param next the model that is asked the second time
     * @return both answers
     */
    List<SdkAnswer> thinkingTwice(String model, String next, String prompt);

    SdkAnswer limited(String model, String prompt, int tokens);

    /** Only where {@link Api#saysStop}. */
    SdkAnswer stopped(String model, String prompt, String sequence);

    /** Only where {@link Api#saysChoices}. */
    SdkAnswer choices(String model, String prompt, int answers);

    /** The HTTP status by which a call has failed. */
    int status(Throwable failure);

}
