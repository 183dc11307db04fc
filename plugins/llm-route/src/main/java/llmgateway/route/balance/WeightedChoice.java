package llmgateway.route.balance;

import java.util.List;
import java.util.random.RandomGenerator;

/** Picks one of several by weight. */
public final class WeightedChoice {

    private WeightedChoice() {
    }

    /**
     * Each with a probability proportional to its weight.
     * @param choices at least one
     */
    public static <T extends Weighted> T random(List<T> choices, RandomGenerator random) {
        if (choices.size() == 1) {
            return choices.getFirst();
        }
        long total = 0;
        for (T choice : choices) {
            total += choice.weight();
        }
        long point = random.nextLong(total);
        for (T choice : choices) {
            point -= choice.weight();
            if (point < 0) {
                return choice;
            }
        }
        throw new IllegalStateException("weights changed while choosing");
    }

    /**
     * The same one for the same key in every process, each for a share of the keys
     * proportional to its weight. When choices come or go, only the keys that must move
     * do: weighted rendezvous hashing (Schindelhauer and Schomaker, 2005).
     * @param choices at least one
     */
    public static <T extends Weighted> T sticky(List<T> choices, String key) {
        T best = choices.getFirst();
        double bestScore = Double.NEGATIVE_INFINITY;
        for (T choice : choices) {
            double score = choice.weight() / -Math.log(uniform(key, choice.identity()));
            if (score > bestScore) {
                best = choice;
                bestScore = score;
            }
        }
        return best;
    }

    /** A number in (0, 1) that depends on both texts and nothing else. */
    private static double uniform(String key, String identity) {
        long mixed = mix(mix(key.hashCode()) ^ identity.hashCode());
        return ((mixed >>> 11) + 0.5) * 0x1p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long bits) {
        long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }

}
