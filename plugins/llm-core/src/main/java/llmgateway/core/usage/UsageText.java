package llmgateway.core.usage;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Usage as one line of text: {@code input_tokens=12,output_tokens=34}. */
public final class UsageText {

    private UsageText() {
    }

    public static String write(Usage usage) {
        return usage.amounts()
            .entrySet()
            .stream()
            .map((entry) -> entry.getKey().name().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #write} makes
     */
    public static Usage read(String text) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        if (!text.isEmpty()) {
            for (String amount : text.split(",", -1)) {
                int equals = amount.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("not an amount of usage: " + amount);
                }
                amounts.put(Meter.valueOf(amount.substring(0, equals).toUpperCase(Locale.ROOT)),
                        Long.parseLong(amount.substring(equals + 1)));
            }
        }
        return new Usage(amounts);
    }

}
