package llmgateway.apisix.generate;

import java.util.List;

/** Settings that no objects can be made from; the message has one problem a line. */
public final class UnusableSettings extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableSettings(List<String> problems) {
        super(String.join("\n", problems));
    }

}
