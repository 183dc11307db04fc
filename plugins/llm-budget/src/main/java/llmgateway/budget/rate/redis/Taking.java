package llmgateway.budget.rate.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.bucket.BucketOperation.Correct;
import llmgateway.budget.rate.bucket.BucketOperation.Look;
import llmgateway.budget.rate.bucket.BucketOperation.Take;
import llmgateway.budget.rate.bucket.Standing;

/**
 * One call's taking from its buckets, all or nothing.
 * <p>
 * All are taken from at once. Where a bucket had too little last time, it is asked first
 * and the others are only looked at: what hammers on its own empty bucket must not take
 * from those it shares with others, and give back, all the time.
 */
final class Taking {

    private final List<RateTake> takes;

    private final List<SharedBucket> buckets;

    private final List<CompletableFuture<Standing>> asked = new ArrayList<>();

    private final boolean[] taken;

    private final long deadline;

    private volatile boolean over;

    /**
     * @param buckets by name
     * @param deadline by {@link System#nanoTime()}
     */
    Taking(List<RateTake> takes, Function<AccountName, SharedBucket> buckets, long deadline) {
        this.takes = takes;
        this.buckets = takes.stream().map(RateTake::bucket).map(buckets).toList();
        this.taken = new boolean[takes.size()];
        this.deadline = deadline;
    }

    /**
     * @return in the order of the takes; if not all are enough, nothing stays taken but
     * what nobody knows of because its answer was lost
     */
    List<Answer> run() {
        boolean carefully = this.buckets.stream().anyMatch(SharedBucket::hadTooLittle);
        for (int i = 0; i < this.takes.size(); i++) {
            this.asked.add((carefully && !this.buckets.get(i).hadTooLittle()) ? look(i) : take(i));
        }
        List<Answer> answers = await();
        if (carefully && Answer.allEnough(answers)) {
            for (int i = 0; i < this.takes.size(); i++) {
                if (!this.taken[i]) {
                    this.asked.set(i, take(i));
                }
            }
            answers = await();
        }
        if (!Answer.allEnough(answers)) {
            giveBack();
        }
        return answers;
    }

    private CompletableFuture<Standing> look(int i) {
        RateTake take = this.takes.get(i);
        return this.buckets.get(i).run(new Look(take.rate(), take.amount()));
    }

    private CompletableFuture<Standing> take(int i) {
        this.taken[i] = true;
        RateTake take = this.takes.get(i);
        return this.buckets.get(i).run(new Take(take.rate(), take.amount(), () -> !this.over));
    }

    private List<Answer> await() {
        List<Answer> answers = Answer.await(this.asked, this.deadline);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Answer.Known(Standing standing)) {
                this.buckets.get(i).remember(standing);
            }
        }
        return answers;
    }

    /**
     * Once for each amount that is known to be taken, also where that comes to be known
     * only later. What has not begun does not begin any more.
     */
    private void giveBack() {
        this.over = true;
        for (int i = 0; i < this.takes.size(); i++) {
            RateTake take = this.takes.get(i);
            if (this.taken[i] && take.amount() > 0) {
                SharedBucket bucket = this.buckets.get(i);
                this.asked.get(i).thenAccept((standing) -> {
                    if (standing.enough()) {
                        bucket.run(new Correct(take.rate(), take.amount(), () -> true));
                    }
                });
            }
        }
    }

}
