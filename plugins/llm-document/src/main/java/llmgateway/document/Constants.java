package llmgateway.document;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of enums, written in lower case. */
public final class Constants {

    private Constants() {
    }

    /**
     * Reads a constant by its name.
     * @param allowed those that may be written
     */
    public static <E extends Enum<E>> Fields.Conversion<E> among(Collection<E> allowed) {
        return (text) -> {
            for (E constant : allowed) {
                if (written(constant).equals(text)) {
                    return constant;
                }
            }
            throw new UnusableValue("must be one of "
                    + allowed.stream().sorted().map(Constants::written).collect(Collectors.joining(", ")));
        };
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

}
