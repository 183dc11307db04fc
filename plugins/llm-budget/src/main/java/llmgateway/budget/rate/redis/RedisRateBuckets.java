package llmgateway.budget.rate.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

import llmgateway.budget.account.AccountEvents;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Rate;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.budget.rate.TakeResult.Refusal;
import llmgateway.budget.rate.TakeResult.Refused;
import llmgateway.budget.rate.TakeResult.Taken;
import llmgateway.budget.rate.TakeResult.Unavailable;
import llmgateway.budget.rate.bucket.BucketOperation.Correct;
import llmgateway.budget.rate.bucket.BucketOperation.Fill;
import llmgateway.budget.rate.bucket.BucketOperation.Look;
import llmgateway.budget.rate.bucket.Standing;
import llmgateway.budget.redis.RedisClock;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.budget.redis.RedisFailure;
import llmgateway.budget.redis.RedisHealth;
import llmgateway.budget.redis.RedisTime;

/**
 * One organisation's buckets in Redis. Redis' time counts.
 * <p>
 * Round trips to Redis, one after the other, whatever the number of buckets: a take two
 * (all buckets are read, then all are compared and set), a refusal one; after a bucket
 * had too little, the next take from it that is granted four. Another node's change at
 * the same bucket in between adds two, this node's others none: they go together. What
 * was taken from the other buckets of a refused call is given back in the background,
 * seen at once by this node.
 * <p>
 * A Redis that restarts empty has full buckets.
 */
public final class RedisRateBuckets implements RateBuckets, AutoCloseable {

    private static final RedisFailure NEVER_CONNECTED = new RedisFailure(Reason.CONNECTION, "never connected yet");

    private final RedisConnection connection;

    private final Organisation organisation;

    private final RateSettings settings;

    private final RedisClock clock;

    private final Runnable onReconnect;

    private final RedisHealth health;

    private volatile @Nullable SharedBuckets buckets;

    RedisRateBuckets(RedisConnection connection, Organisation organisation, RateSettings settings, AccountEvents events,
            LongSupplier nanoTime) {
        this.connection = connection;
        this.organisation = organisation;
        this.settings = settings;
        this.clock = new RedisClock(
                new RedisTime(connection, "llm:{" + organisation.id() + "}:time", settings.timeLimit()), nanoTime,
                settings.clockInterval());
        this.onReconnect = this.clock::measureSoon;
        this.health = new RedisHealth("rates", organisation, events, settings.failuresToOpen(),
                settings.probeInterval(), () -> this.clock.measure().isEmpty());
    }

    /**
     * @param connection stays the caller's to close
     */
    public static RedisRateBuckets open(RedisConnection connection, Organisation organisation, RateSettings settings,
            AccountEvents events) {
        RedisRateBuckets opened = new RedisRateBuckets(connection, organisation, settings, events, System::nanoTime);
        opened.start();
        return opened;
    }

    void start() {
        this.connection.addReconnectListener(this.onReconnect);
        this.clock.start();
    }

    @Override
    public TakeResult take(List<RateTake> takes) {
        return switch (reach()) {
            case Away(Reason reason) -> new Unavailable(reason);
            case Reached(SharedBuckets reached, long deadline) ->
                taken(takes, new Taking(takes, reached::named, deadline).run());
        };
    }

    @Override
    public TakeResult levels(List<RateTake> takes) {
        return switch (reach()) {
            case Away(Reason reason) -> new Unavailable(reason);
            case Reached(SharedBuckets reached, long deadline) -> levels(takes, Answer.await(
                    takes.stream().map((take) -> reached.named(take.bucket()).run(new Look(take.rate(), 0))).toList(),
                    deadline));
        };
    }

    @Override
    public boolean correct(List<RateCorrection> corrections) {
        return switch (reach()) {
            case Away ignored -> false;
            case Reached(SharedBuckets reached, long deadline) -> {
                AtomicBoolean over = new AtomicBoolean();
                List<Answer> answers = Answer.await(corrections.stream()
                    .map((correction) -> reached.named(correction.bucket())
                        .run(new Correct(correction.rate(), correction.amount(), () -> !over.get())))
                    .toList(), deadline);
                over.set(true);
                yield served(answers);
            }
        };
    }

    @Override
    public boolean reset(AccountName bucket, Rate rate) {
        return switch (reach()) {
            case Away ignored -> false;
            case Reached(SharedBuckets reached, long deadline) ->
                served(Answer.await(List.of(reached.named(bucket).run(new Fill(rate))), deadline));
        };
    }

    @Override
    public void close() {
        this.connection.removeReconnectListener(this.onReconnect);
        this.clock.close();
        this.health.close();
    }

    private TakeResult taken(List<RateTake> takes, List<Answer> answers) {
        if (Answer.allEnough(answers)) {
            this.health.served();
            return new Taken(eachKnown(takes, answers, (take, standing) -> Optional.of(standing.level(take))));
        }
        Optional<Reason> failure = answered(answers);
        List<Refusal> refusals = eachKnown(takes, answers,
                (take, standing) -> standing.enough() ? Optional.empty() : Optional.of(standing.refusal(take)));
        return refusals.isEmpty() ? new Unavailable(failure.orElse(Reason.ERROR)) : new Refused(refusals);
    }

    private TakeResult levels(List<RateTake> takes, List<Answer> answers) {
        return answered(answers).<TakeResult>map(Unavailable::new)
            .orElseGet(
                    () -> new Taken(eachKnown(takes, answers, (take, standing) -> Optional.of(standing.level(take)))));
    }

    private boolean served(List<Answer> answers) {
        if (answered(answers).isPresent()) {
            return false;
        }
        this.health.served();
        return true;
    }

    private Optional<Reason> answered(List<Answer> answers) {
        Optional<Reason> failure = Answer.failure(answers).map(this.health::failed);
        if (failure.isEmpty()) {
            this.health.answered();
        }
        return failure;
    }

    private static <T> List<T> eachKnown(List<RateTake> takes, List<Answer> answers,
            BiFunction<RateTake, Standing, Optional<T>> told) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            if (answers.get(i) instanceof Answer.Known(Standing standing)) {
                told.apply(takes.get(i), standing).ifPresent(all::add);
            }
        }
        return all;
    }

    private Way reach() {
        long deadline = System.nanoTime() + this.settings.timeLimit().toNanos();
        if (this.health.isAway()) {
            return new Away(this.health.spared());
        }
        Optional<RedissonClient> client = this.connection.client();
        if (client.isEmpty()) {
            return new Away(this.health.failed(NEVER_CONNECTED));
        }
        Optional<RedisFailure> unset = this.clock.isSet() ? Optional.empty() : this.clock.measure();
        if (unset.isPresent()) {
            return new Away(this.health.failed(unset.get()));
        }
        return new Reached(shared(client.get()), deadline);
    }

    private SharedBuckets shared(RedissonClient client) {
        SharedBuckets shared = this.buckets;
        if (shared == null) {
            synchronized (this) {
                shared = this.buckets;
                if (shared == null) {
                    shared = new SharedBuckets(client, this.organisation, this.settings, this.clock);
                    this.buckets = shared;
                }
            }
        }
        return shared;
    }

    private sealed interface Way {

    }

    private record Away(Reason reason) implements Way {
    }

    private record Reached(SharedBuckets buckets, long deadline) implements Way {
    }

}
