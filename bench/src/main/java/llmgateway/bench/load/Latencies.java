package llmgateway.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What operations took.
 *
 * @param nanos of each operation, ascending
 * @param elapsed from the start of the first to the end of the last, over all rounds
 */
public record Latencies(long[] nanos, Duration elapsed) {

    public static final Latencies NONE = new Latencies(new long[0], Duration.ZERO);

    public Latencies plus(Latencies round) {
        return new Latencies(Stream.of(this.nanos, round.nanos).flatMapToLong(Arrays::stream).sorted().toArray(),
                this.elapsed.plus(round.elapsed));
    }

    public int count() {
        return this.nanos.length;
    }

    public double perSecond() {
        return this.nanos.length * 1e9 / Math.max(1, this.elapsed.toNanos());
    }

    /**
     * @param percent 0 to 100
     * @return milliseconds; not a number where nothing was measured
     */
    public double percentile(int percent) {
        if (this.nanos.length == 0) {
            return Double.NaN;
        }
        return this.nanos[Math.min(this.nanos.length - 1, this.nanos.length * percent / 100)] / 1e6;
    }

}
