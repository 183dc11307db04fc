package llmgateway.core.price;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Price.Step;
import llmgateway.core.usage.Meter;

/**
 * A price as one line of text, exact, so that a call can be charged at the price of its
 * admission by any node: a version, the standard schedule, then the service tiers by
 * name. A schedule is its steps, a step the input length it begins above and its rates in
 * nano-dollars for a million units:
 * {@code 1|0:input_tokens=2500000000,output_tokens=10000000000;200000:input_tokens=5000000000|batch@0:}.
 * Each price has one text only.
 */
public final class PriceText {

    private static final String VERSION = "1|";

    private PriceText() {
    }

    public static String write(Price price) {
        StringBuilder text = new StringBuilder(VERSION);
        append(text, price.standard());
        new TreeMap<>(price.serviceTiers()).forEach((tier, schedule) -> {
            text.append('|');
            appendEscaped(text, tier);
            append(text.append('@'), schedule);
        });
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException if the text is not, to the letter, what
     * {@link #write} makes of a price
     */
    public static Price read(String text) {
        if (!text.startsWith(VERSION)) {
            throw new IllegalArgumentException("a price's text of an unknown version");
        }
        String[] schedules = text.substring(VERSION.length()).split("\\|", -1);
        Map<String, Schedule> tiers = new HashMap<>();
        for (int i = 1; i < schedules.length; i++) {
            int nameEnd = indexOf(schedules[i], '@');
            tiers.put(unescaped(schedules[i].substring(0, nameEnd)), schedule(schedules[i].substring(nameEnd + 1)));
        }
        Price price = new Price(schedule(schedules[0]), tiers);
        if (!write(price).equals(text)) {
            throw new IllegalArgumentException("not the text of a price");
        }
        return price;
    }

    private static void append(StringBuilder text, Schedule schedule) {
        String separator = "";
        for (Step step : schedule.steps()) {
            text.append(separator).append(step.aboveInputTokens()).append(':');
            separator = ";";
            String comma = "";
            for (Map.Entry<Meter, Long> rate : step.rates().nanosPerMillion().entrySet()) {
                text.append(comma)
                    .append(rate.getKey().name().toLowerCase(Locale.ROOT))
                    .append('=')
                    .append(rate.getValue());
                comma = ",";
            }
        }
    }

    private static Schedule schedule(String text) {
        List<Step> steps = new ArrayList<>();
        for (String step : text.split(";", -1)) {
            int colon = indexOf(step, ':');
            steps.add(new Step(Long.parseLong(step.substring(0, colon)), rates(step.substring(colon + 1))));
        }
        return new Schedule(steps);
    }

    private static Rates rates(String text) {
        Map<Meter, Long> rates = new EnumMap<>(Meter.class);
        if (!text.isEmpty()) {
            for (String rate : text.split(",", -1)) {
                int equals = indexOf(rate, '=');
                rates.put(Meter.valueOf(rate.substring(0, equals).toUpperCase(Locale.ROOT)),
                        Long.valueOf(rate.substring(equals + 1)));
            }
        }
        return new Rates(rates);
    }

    private static int indexOf(String text, char separator) {
        int index = text.indexOf(separator);
        if (index < 0) {
            throw new IllegalArgumentException("a price's text without '" + separator + "' where one is due");
        }
        return index;
    }

    /** Everything but plain letters, digits and dots as % and four hexadecimal digits. */
    private static void appendEscaped(StringBuilder text, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
                    || c == '.') {
                text.append(c);
            }
            else {
                text.append("%%%04x".formatted((int) c));
            }
        }
    }

    private static String unescaped(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                name.append(text.charAt(i));
            }
            else if (i + 4 < text.length()) {
                name.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            }
            else {
                throw new IllegalArgumentException("a price's text with half an escape");
            }
        }
        return name.toString();
    }

}
