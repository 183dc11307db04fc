package llmgateway.bench.stream;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import llmgateway.bench.load.Latencies;

/** When the tokens of many streams came, over all rounds of a way. Thread-safe. */
final class StreamTimes {

    private final ConcurrentLinkedQueue<Long> toFirstToken = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<long[]> betweenTokens = new ConcurrentLinkedQueue<>();

    private final AtomicInteger streams = new AtomicInteger();

    private Duration gatewayTime = Duration.ZERO;

    private long gatewayTokens;

    void add(long toFirstToken, long[] betweenTokens) {
        this.toFirstToken.add(toFirstToken);
        this.betweenTokens.add(betweenTokens);
        this.streams.incrementAndGet();
    }

    /**
     * Used by one thread.
     * @param time of all its processors while it passed the tokens on
     */
    void addGateway(Duration time, long tokens) {
        this.gatewayTime = this.gatewayTime.plus(time);
        this.gatewayTokens += tokens;
    }

    int streams() {
        return this.streams.get();
    }

    Latencies toFirstToken() {
        return of(this.toFirstToken.stream().mapToLong(Long::longValue));
    }

    Latencies betweenTokens() {
        return of(this.betweenTokens.stream().flatMapToLong(LongStream::of));
    }

    /** Of the gateway's processors, in microseconds. */
    double gatewayMicrosAToken() {
        return this.gatewayTime.toNanos() / 1e3 / Math.max(1, this.gatewayTokens);
    }

    private static Latencies of(LongStream nanos) {
        return new Latencies(nanos.sorted().toArray(), Duration.ZERO);
    }

}
