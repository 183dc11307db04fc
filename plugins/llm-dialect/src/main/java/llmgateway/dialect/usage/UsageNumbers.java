package llmgateway.dialect.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;

/**
 * The numbers of a usage object. One that cannot be is remembered, counts as 0 and makes
 * the reading unusable.
 */
final class UsageNumbers {

    /** Up to here every whole number is one in JavaScript too (RFC 8259, section 6). */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 53);

    private static final int LONGEST_NUMBER = 64;

    private final Map<String, String> texts;

    private Optional<String> problem = Optional.empty();

    /**
     * @param texts by path within the usage object
     */
    UsageNumbers(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Those below a path of a document. */
    static UsageNumbers below(String path, JsonDocument document) {
        Map<String, String> texts = new HashMap<>();
        document.eachBelow(path, texts::put);
        return new UsageNumbers(texts);
    }

    /** Those at the top of a document. */
    static UsageNumbers of(List<String> names, JsonDocument document) {
        Map<String, String> texts = new HashMap<>();
        names.forEach((name) -> document.text(name).ifPresent((text) -> texts.put(name, text)));
        return new UsageNumbers(texts);
    }

    boolean has(String name) {
        return this.texts.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(this.texts.get(name));
    }

    /** 0 where it is missing. */
    long of(String name) {
        return read(name, RoundingMode.UNNECESSARY);
    }

    /** Of an amount that need not be whole. */
    long roundedUp(String name) {
        return read(name, RoundingMode.CEILING);
    }

    /** Of an amount that providers give one name or another. */
    long largestOf(String... names) {
        long largest = 0;
        for (String name : names) {
            largest = Math.max(largest, of(name));
        }
        return largest;
    }

    /**
     * What is left of a total.
     * @param parts of what it consists; together no more than the total
     */
    long rest(String name, long total, long... parts) {
        long rest = total;
        for (long part : parts) {
            rest -= part;
        }
        if (rest < 0) {
            unusable(name + " is less than its parts");
            return 0;
        }
        return rest;
    }

    private long read(String name, RoundingMode rounding) {
        String text = this.texts.get(name);
        if (text == null) {
            return 0;
        }
        try {
            if (text.length() > LONGEST_NUMBER) {
                throw new ArithmeticException("too long");
            }
            BigDecimal number = new BigDecimal(text);
            if (number.signum() < 0 || number.scale() > LONGEST_NUMBER
                    || number.precision() - (long) number.scale() > LARGEST.precision()
                    || number.compareTo(LARGEST) > 0) {
                throw new ArithmeticException("out of range");
            }
            return (number.signum() == 0) ? 0 : number.setScale(0, rounding).longValueExact();
        }
        catch (ArithmeticException | NumberFormatException notAnAmount) {
            unusable(name + " is no whole number from 0 to 2^53");
            return 0;
        }
    }

    private void unusable(String found) {
        if (this.problem.isEmpty()) {
            this.problem = Optional.of(found);
        }
    }

    UsageReading reading(Usage usage) {
        return this.problem.<UsageReading>map(UsageReading.Unusable::new)
            .orElseGet(() -> new UsageReading.Reported(usage));
    }

}
