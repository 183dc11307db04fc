package llmgateway.core.budget;

import llmgateway.core.error.Reject;
import llmgateway.core.usage.Usage;

/**
 * What a call holds while its answer is under way. It may begin with less than the call
 * can cost, and then grows ahead of what is delivered. Asked by one thread at a time,
 * which waits only where the answer comes faster than the hold can grow.
 */
public interface RunningHold {

    /** Of a call that holds all it can cost, or counts against nothing. */
    RunningHold WHOLE = new RunningHold() {

        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public Covering cover(String text) {
            return new Covering.Covered();
        }

        @Override
        public Covering coverAll() {
            return new Covering.Covered();
        }

        @Override
        public Usage delivered() {
            return Usage.NONE;
        }

    };

    /** Whether it covers all that the call can cost, so that nothing has to be asked. */
    boolean isWhole();

    /**
     * To be asked before words of the model go on to the client.
     * @param text words, tool calls and visible reasoning alike, not told before
     */
    Covering cover(String text);

    /**
     * Holds all that the call can cost, for an answer whose words cannot be told one by
     * one.
     */
    Covering coverAll();

    /**
     * The call's usage by what was told: the input as estimated, the output as counted.
     */
    Usage delivered();

    /** Whether something may be delivered. */
    sealed interface Covering {

        record Covered() implements Covering {
        }

        /**
         * No account has room for it.
         *
         * @param reject what a client is told that has nothing of an answer yet
         */
        record Spent(Reject reject) implements Covering {
        }

        /**
         * The store cannot be asked, and a limit says not to go on then.
         *
         * @param reject what the client is told
         */
        record Away(Reject reject) implements Covering {
        }

    }

}
