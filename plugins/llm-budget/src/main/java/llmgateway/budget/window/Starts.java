package llmgateway.budget.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import llmgateway.budget.account.Window;

/** Makes windows of the instants at which they begin: each ends where the next begins. */
final class Starts {

    private Starts() {
    }

    static Instant sinceEpoch(Instant now) {
        return now.isBefore(Instant.EPOCH) ? Instant.EPOCH : now;
    }

    /**
     * @param startMillis of the window before now's, of now's, and of three more, in
     * order; may hold more, and a start twice
     */
    static List<Window> windowsAround(Instant now, LongStream startMillis) {
        long[] starts = startMillis.distinct().toArray();
        int current = lastUpTo(sinceEpoch(now).toEpochMilli(), starts);
        List<Window> windows = new ArrayList<>();
        for (int i = Math.max(0, current - 1); i <= current + 2; i++) {
            if (starts[i + 1] > 0) {
                windows.add(new Window(Math.max(0, starts[i]), starts[i + 1]));
            }
        }
        return windows;
    }

    private static int lastUpTo(long millis, long[] starts) {
        int last = 0;
        while (starts[last + 1] <= millis) {
            last++;
        }
        return last;
    }

}
