package llmgateway.e2e.translation;

import java.util.List;

/** An official SDK that asks the gateway, plain or streamed. */
interface SdkClient extends AutoCloseable {

    /** A PNG of one pixel. */
    String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    SdkAnswer text(String model, String prompt);

    SdkAnswer image(String model, String prompt);

    /**
     * @param names of tools with one text argument {@code city}, all of them offered
     */
    SdkAnswer tools(String model, String prompt, List<String> names);

    /** Asks with tools, then sends a result of each call back. */
    SdkAnswer toolResults(String model, String prompt, List<String> names);

    /** Wants an object with the text {@code city} and the whole number {@code people}. */
    SdkAnswer schema(String model, String prompt);

    @Override
    void close();

}
