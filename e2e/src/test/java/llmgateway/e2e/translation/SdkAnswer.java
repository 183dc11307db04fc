package llmgateway.e2e.translation;

import java.util.List;

/**
 * What an official SDK made of an answer.
 *
 * @param thoughts empty if none were told
 * @param answers how many there were; all else is of the first
 */
record SdkAnswer(String text, String thoughts, List<ToolCall> calls, Finish finish, Tokens tokens, int answers) {

    SdkAnswer {
        calls = List.copyOf(calls);
    }

    record ToolCall(String id, String name, String arguments) {
    }

    /** Why it ended, as far as every API has a word for it. */
    enum Finish {

        DONE, LENGTH, TOOLS, REFUSED

    }

    /**
     * @param input what was read from a cache among it
     * @param output thoughts among it
     */
    record Tokens(long input, long cached, long output, long reasoning) {
    }

}
