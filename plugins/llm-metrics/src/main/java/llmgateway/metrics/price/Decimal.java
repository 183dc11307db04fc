package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import llmgateway.document.UnusableValue;

/** Plain decimal numbers: no sign, no exponent, no grouping. */
final class Decimal {

    private static final Pattern PLAIN = Pattern.compile("(0|[1-9][0-9]{0,8})(\\.[0-9]{1,15})?");

    private Decimal() {
    }

    static BigDecimal parse(String digits) throws UnusableValue {
        if (!PLAIN.matcher(digits).matches()) {
            throw new UnusableValue("must be a plain decimal number such as 2.50");
        }
        return new BigDecimal(digits);
    }

}
