package llmgateway.runner.pipeline;

/**
 * Says what failed without the exception's message, which may quote a body or a key.
 */
public final class Failure {

    private static final int FRAMES = 3;

    private Failure() {
    }

    /** Classes and the innermost places, down to the root cause, on one line. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.getClass().getName());
        StackTraceElement[] places = failure.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, places.length); i++) {
            text.append((i == 0) ? " at " : " < ").append(places[i]);
        }
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure) {
            text.append(", caused by ").append(describe(cause));
        }
        return text.toString();
    }

}
