package llmgateway.simulator.api;

import java.util.Optional;

/**
 * A request is refused.
 */
public final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private final Optional<String> param;

    private final Optional<String> code;

    public ApiException(int status, String message, Optional<String> param, Optional<String> code) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    public static ApiException invalid(String param, String problem) {
        return new ApiException(400, problem, Optional.of(param), Optional.empty());
    }

    public static ApiException malformed(String problem) {
        return new ApiException(400, problem, Optional.empty(), Optional.empty());
    }

    public static ApiException notFound(String method, String path) {
        return new ApiException(404, "Invalid URL (" + method + " " + path + ")", Optional.empty(),
                Optional.of("unknown_url"));
    }

    public static ApiException unknownModel(String model) {
        return new ApiException(404, "The model '" + model + "' does not exist or you do not have access to it.",
                Optional.of("model"), Optional.of("model_not_found"));
    }

    public static ApiException ofStatus(int status) {
        return new ApiException(status, "The simulator answers " + status + ", as it was asked to.", Optional.empty(),
                Optional.empty());
    }

    public int status() {
        return this.status;
    }

    public Optional<String> param() {
        return this.param;
    }

    public Optional<String> code() {
        return this.code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

}
