package llmgateway.core.upstream;

/**
 * What an operator wants counted about targets. Called on the thread of a call:
 * implementations are thread-safe and return at once.
 */
public interface TargetEvents {

    TargetEvents NONE = new TargetEvents() {

        @Override
        public void coolsDown(Target target, Cause cause) {
        }

        @Override
        public void recovered(Target target) {
        }

    };

    /** It is not to be asked for a while. */
    void coolsDown(Target target, Cause cause);

    /** A call to it has succeeded after it cooled down, or an operator said so. */
    void recovered(Target target);

    /** Why a target cools down. */
    enum Cause {

        /** Too many of its calls fail. */
        FAILING,

        /** Its provider said when to come back. */
        RETRY_AFTER,

        /** Another node found it so. */
        OTHER_NODE

    }

}
