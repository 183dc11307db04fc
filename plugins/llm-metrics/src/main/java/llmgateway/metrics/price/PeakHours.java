package llmgateway.metrics.price;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

import llmgateway.core.price.Price;

/**
 * Hours of the day, in UTC, at which a model costs more.
 *
 * @param weekdaysOnly whether they are Monday's to Friday's
 * @param price at these hours
 */
record PeakHours(List<Window> windows, boolean weekdaysOnly, Price price) {

    PeakHours {
        windows = List.copyOf(windows);
    }

    boolean cover(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        boolean weekend = utc.getDayOfWeek() == DayOfWeek.SATURDAY || utc.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !(this.weekdaysOnly && weekend)
                && this.windows.stream().anyMatch((window) -> window.covers(utc.toLocalTime()));
    }

    /**
     * Part of a day.
     *
     * @param from included
     * @param to not included; later than the beginning
     */
    record Window(LocalTime from, LocalTime to) {

        boolean covers(LocalTime time) {
            return !time.isBefore(this.from) && time.isBefore(this.to);
        }

    }

}
