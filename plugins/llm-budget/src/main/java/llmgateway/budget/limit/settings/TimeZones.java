package llmgateway.budget.limit.settings;

import java.time.DateTimeException;
import java.time.ZoneId;

import llmgateway.document.UnusableValue;

/** Time zones as they stand in settings. */
final class TimeZones {

    private TimeZones() {
    }

    static ZoneId read(String text) throws UnusableValue {
        try {
            return ZoneId.of(text);
        }
        catch (DateTimeException ex) {
            throw new UnusableValue("must be a time zone such as Europe/Berlin or UTC");
        }
    }

}
