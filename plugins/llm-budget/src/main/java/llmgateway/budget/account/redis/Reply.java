package llmgateway.budget.account.redis;

import java.util.List;

import llmgateway.budget.account.Unavailable;

/** What came of running a script. */
sealed interface Reply {

    /**
     * @param fields as the script joined them; the first says which answer it is
     */
    record Answer(List<String> fields) implements Reply {

        static Answer of(String text) {
            return new Answer(List.of(text.split("\n", -1)));
        }

        String kind() {
            return this.fields.getFirst();
        }

    }

    /** No answer. */
    record Failure(Unavailable.Reason reason) implements Reply {
    }

}
