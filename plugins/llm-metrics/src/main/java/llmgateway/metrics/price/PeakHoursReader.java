package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.price.Price;
import llmgateway.document.Constants;
import llmgateway.document.Fields;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.metrics.price.PeakHours.Window;

/** Reads the hours at which a model costs more. */
final class PeakHoursReader {

    static final String FIELD = "peak_hours";

    private static final Set<String> FIELDS = Set.of("utc", "days", RateChange.FIELD);

    private final Problems problems;

    PeakHoursReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param usual the price at other hours
     */
    Optional<PeakHours> read(Fields fields, Price usual) {
        return fields.find(FIELD)
            .flatMap((node) -> Fields.ofNode(node, fields.path(FIELD), FIELDS, this.problems))
            .flatMap((peak) -> peakHours(peak, usual));
    }

    private static Optional<PeakHours> peakHours(Fields fields, Price usual) {
        fields.require("utc");
        fields.require(RateChange.FIELD);
        Optional<List<Window>> windows = fields.texts("utc", PeakHoursReader::window);
        Optional<Days> days = fields.text("days", Constants.among(List.of(Days.values())));
        Optional<Price> price = RateChange.read(fields).flatMap((factor) -> times(usual, factor, fields));
        return price.map((peak) -> new PeakHours(windows.orElse(List.of()),
                days.filter(Days.WEEKDAYS::equals).isPresent(), peak));
    }

    private static Optional<Price> times(Price usual, BigDecimal factor, Fields fields) {
        try {
            return Optional.of(RateChange.times(usual, factor));
        }
        catch (ArithmeticException ex) {
            fields.problem(RateChange.FIELD, "makes a rate that is not whole in nano-dollars for a million tokens");
            return Optional.empty();
        }
    }

    private static Window window(String text) throws UnusableValue {
        try {
            String[] ends = text.split("-", -1);
            if (ends.length == 2) {
                Window window = new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
                if (window.from().isBefore(window.to())) {
                    return window;
                }
            }
        }
        catch (DateTimeException ex) {
            // Falls through to the one answer.
        }
        throw new UnusableValue("must be hours of one day such as 06:00-10:00");
    }

    private enum Days {

        WEEKDAYS, ALL

    }

}
