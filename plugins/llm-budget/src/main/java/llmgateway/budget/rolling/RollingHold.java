package llmgateway.budget.rolling;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.error.Reject;
import llmgateway.core.usage.Usage;

/**
 * A hold that grows slice by slice. While half of a slice is left the next is asked for
 * on a thread of its own, so that the answer goes on meanwhile. Where accounts have no
 * room for a slice, what is held is delivered first: by then others may have given theirs
 * back. Then smaller slices are asked for, and at last what is needed alone. While others
 * hold something the answer waits for it: a slice lasts for the pace, so by then theirs
 * is delivered or given back.
 */
public final class RollingHold implements RunningHold {

    /** Between two questions while the store is away and the answer may go on. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How often others may have given something back within the pace. */
    private static final int QUESTIONS_A_PACE = 8;

    private final RollingSettings settings;

    private final Growth growth;

    private final Terms terms;

    private final BudgetEvents events;

    private final DeliveredTokens tokens;

    private final SliceSize slice;

    private volatile long granted;

    /** No room was found: only asked when it is needed. */
    private volatile boolean scarce;

    private CompletableFuture<Void> growing = CompletableFuture.completedFuture(null);

    /** By {@link System#nanoTime}; empty while the store answers. */
    private volatile Optional<Long> retryAt = Optional.empty();

    /**
     * @param tokenizer counts words as the model does, or more
     */
    public RollingHold(RollingSettings settings, Growth growth, Terms terms, ToLongFunction<String> tokenizer,
            BudgetEvents events) {
        this.settings = settings;
        this.growth = growth;
        this.terms = terms;
        this.events = events;
        this.tokens = new DeliveredTokens(tokenizer);
        this.slice = new SliceSize(settings, System.nanoTime());
        this.granted = terms.firstTokens();
    }

    @Override
    public boolean isWhole() {
        return this.granted >= this.terms.wholeTokens();
    }

    @Override
    public Usage delivered() {
        return this.terms.worstCase().withOutputTokens(this.tokens.counted());
    }

    @Override
    public Covering cover(String text) {
        this.tokens.add(text);
        if (isCovered()) {
            growAhead();
            return new Covering.Covered();
        }
        this.growing.join();
        if (isCovered()) {
            this.events.answerWaited();
            return new Covering.Covered();
        }
        return coverNow();
    }

    @Override
    public Covering coverAll() {
        this.growing.join();
        return isWhole() ? new Covering.Covered() : covering(ask(this.terms.wholeTokens()));
    }

    private boolean isCovered() {
        return isWhole() || this.tokens.isAtMost(this.granted);
    }

    private void growAhead() {
        if (this.scarce || isWhole() || !this.growing.isDone()
                || this.tokens.isAtMost(this.granted - this.slice.lowWater()) || isWaitingForStore()) {
            return;
        }
        this.slice.adapt(this.tokens.counted(), System.nanoTime());
        long target = Math.min(this.terms.wholeTokens(), this.granted + this.slice.tokens());
        CompletableFuture<Void> asked = new CompletableFuture<>();
        this.growing = asked;
        Thread.ofVirtual().name("llm-budget-growth").start(() -> {
            try {
                take(this.growth.to(target));
            }
            finally {
                asked.complete(null);
            }
        });
    }

    /** On the call's own thread, while the client waits. */
    private Covering coverNow() {
        if (isWaitingForStore() && this.terms.denied().isEmpty()) {
            return new Covering.Covered();
        }
        this.events.answerWaited();
        this.scarce = false;
        long whole = this.terms.wholeTokens();
        long needed = Math.min(whole, this.tokens.counted());
        Growth.Result result = ask(Math.min(whole, needed + this.slice.tokens()));
        if (result instanceof Growth.Result.Short) {
            result = ask(Math.min(whole, needed + this.settings.smallestSlice()));
        }
        if (result instanceof Growth.Result.Short) {
            result = ask(needed);
        }
        long until = System.nanoTime() + this.settings.pace().toNanos();
        while (result instanceof Growth.Result.Short none && none.othersHold() && System.nanoTime() - until < 0
                && pause()) {
            result = ask(needed);
        }
        return covering(result);
    }

    /**
     * @return false if the call is interrupted
     */
    private boolean pause() {
        try {
            Thread.sleep(this.settings.pace().dividedBy(QUESTIONS_A_PACE));
            return true;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Growth.Result ask(long target) {
        Growth.Result result = this.growth.to(target);
        take(result);
        // An earlier request, answered late, may have been for less.
        return (result instanceof Growth.Result.Grown grown && grown.outputTokens() < target && !isCovered())
                ? ask(target) : result;
    }

    private Covering covering(Growth.Result result) {
        return switch (result) {
            case Growth.Result.Grown grown -> new Covering.Covered();
            case Growth.Result.Lost lost -> new Covering.Covered();
            case Growth.Result.Short none -> new Covering.Spent(none.reject());
            case Growth.Result.Ended ended -> new Covering.Away(this.terms.ended());
            case Growth.Result.Away away ->
                this.terms.denied().<Covering>map(Covering.Away::new).orElse(new Covering.Covered());
        };
    }

    private void take(Growth.Result result) {
        this.retryAt = Optional.empty();
        switch (result) {
            case Growth.Result.Grown grown -> this.granted = grown.outputTokens();
            case Growth.Result.Short none -> this.scarce = true;
            case Growth.Result.Lost lost -> this.granted = this.terms.wholeTokens();
            case Growth.Result.Ended ended -> this.scarce = true;
            case Growth.Result.Away away -> this.retryAt = Optional.of(System.nanoTime() + RETRY.toNanos());
        }
    }

    private boolean isWaitingForStore() {
        return this.retryAt.filter((at) -> System.nanoTime() - at < 0).isPresent();
    }

    /**
     * What is fixed when the call is admitted.
     *
     * @param firstTokens of output that are held for then
     * @param wholeTokens of output at most
     * @param worstCase of the whole call
     * @param ended what a client is told whose call has been charged meanwhile
     * @param denied what a client is told while the store is away; empty where its limits
     * let it go on
     */
    public record Terms(long firstTokens, long wholeTokens, Usage worstCase, Reject ended, Optional<Reject> denied) {
    }

}
