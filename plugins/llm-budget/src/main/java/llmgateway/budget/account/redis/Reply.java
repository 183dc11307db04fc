package llmgateway.budget.account.redis;

import java.util.List;

import llmgateway.budget.account.Unavailable;
import llmgateway.budget.redis.RedisFailure;

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

    /**
     * No answer.
     *
     * @param detail for the log; without a script's arguments
     */
    record Failure(Unavailable.Reason reason, String detail) implements Reply {

        static Failure of(Unavailable.Reason reason) {
            return new Failure(reason, "");
        }

        static Failure of(RedisFailure failure) {
            return new Failure(failure.reason(), failure.detail());
        }

    }

}
