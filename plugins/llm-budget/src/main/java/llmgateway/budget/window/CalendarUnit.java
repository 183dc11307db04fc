package llmgateway.budget.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** What of the calendar a window spans. */
public enum CalendarUnit {

    DAY,

    /** From Monday, as in ISO 8601. */
    WEEK,

    MONTH;

    /** The first day of the unit so many units after the one that a day is in. */
    LocalDate firstDay(LocalDate day, int distance) {
        return switch (this) {
            case DAY -> day.plusDays(distance);
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(distance);
            case MONTH -> day.withDayOfMonth(1).plusMonths(distance);
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

}
