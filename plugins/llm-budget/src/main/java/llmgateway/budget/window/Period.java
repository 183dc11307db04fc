package llmgateway.budget.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import llmgateway.budget.account.Window;

/**
 * How often what a limit allows is there anew. Its windows cover all time, none twice.
 */
public sealed interface Period {

    /**
     * The windows that an account is given for a call.
     * @param now by this node's clock; a time before 1970 counts as its first instant
     * @return the window before, the one that {@code now} is in, and the two after, as
     * far as there are any since 1970
     */
    List<Window> windowsAround(Instant now);

    /** As in settings, such as {@code month}. */
    String word();

    /**
     * Hours of exactly 3600 seconds that begin on the hour of UTC, so that no change of
     * clocks makes one longer or shorter. In a zone half an hour off UTC they begin at
     * half past.
     */
    record Hour() implements Period {

        private static final long MILLIS = Duration.ofHours(1).toMillis();

        @Override
        public List<Window> windowsAround(Instant now) {
            long current = Starts.sinceEpoch(now).toEpochMilli() / MILLIS;
            return Starts.windowsAround(now,
                    LongStream.rangeClosed(current - 1, current + 3).map((hour) -> hour * MILLIS));
        }

        @Override
        public String word() {
            return "hour";
        }

    }

    /**
     * Days, weeks or months of the calendar in a zone. One begins when the zone's clocks
     * first show 00:00 of its first day or, where they skip that, at the first instant
     * they show of it.
     */
    record Calendar(CalendarUnit unit, ZoneId zone) implements Period {

        /** A day that clocks show twice is one window; one that they skip is none. */
        private static final int MOST_PASSED_OVER = 3;

        @Override
        public List<Window> windowsAround(Instant now) {
            LocalDate today = LocalDate.ofInstant(Starts.sinceEpoch(now), this.zone);
            return Starts.windowsAround(now,
                    IntStream.rangeClosed(-1 - MOST_PASSED_OVER, 3 + MOST_PASSED_OVER)
                        .mapToObj((distance) -> this.unit.firstDay(today, distance))
                        .mapToLong((day) -> day.atStartOfDay(this.zone).toInstant().toEpochMilli()));
        }

        @Override
        public String word() {
            return this.unit.word();
        }

    }

    /** One window without end. */
    record Total() implements Period {

        @Override
        public List<Window> windowsAround(Instant now) {
            return List.of(Window.ALWAYS);
        }

        @Override
        public String word() {
            return "total";
        }

    }

}
