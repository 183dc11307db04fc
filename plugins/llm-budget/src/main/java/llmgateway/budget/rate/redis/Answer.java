package llmgateway.budget.rate.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.rate.bucket.Standing;
import llmgateway.budget.redis.RedisFailure;
import llmgateway.budget.redis.RedisFailures;

/** What had come from Redis when the waiting ended. */
sealed interface Answer {

    /** How the bucket stands. */
    record Known(Standing standing) implements Answer {
    }

    /** Why it is not known. */
    record Missing(RedisFailure failure) implements Answer {
    }

    /**
     * Waits until all are there or failed, or the time is up.
     * @param deadline by {@link System#nanoTime()}
     */
    static List<Answer> await(List<CompletableFuture<Standing>> asked, long deadline) {
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            // each answer tells by itself
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return asked.stream().map(Answer::of).toList();
    }

    static boolean allEnough(List<Answer> answers) {
        return answers.stream().allMatch((answer) -> answer instanceof Known(Standing standing) && standing.enough());
    }

    static Optional<RedisFailure> failure(List<Answer> answers) {
        return answers.stream()
            .filter(Missing.class::isInstance)
            .map(Missing.class::cast)
            .map(Missing::failure)
            .findFirst();
    }

    private static Answer of(CompletableFuture<Standing> asked) {
        return switch (asked.state()) {
            case SUCCESS -> new Known(asked.resultNow());
            case FAILED -> new Missing(RedisFailures.of(asked.exceptionNow()));
            case RUNNING, CANCELLED -> new Missing(new RedisFailure(Reason.TIMEOUT, "no answer within the time limit"));
        };
    }

}
