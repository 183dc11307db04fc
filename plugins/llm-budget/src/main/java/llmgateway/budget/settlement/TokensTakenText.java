package llmgateway.budget.settlement;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;

/**
 * What was taken from buckets of tokens as text, a line for each: kind, amount, capacity,
 * refill period, and to the end of the line the bucket's name, which has no line feed.
 */
final class TokensTakenText {

    private static final int PARTS = 5;

    private TokensTakenText() {
    }

    static String write(List<TokensTaken> taken) {
        return taken.stream()
            .map((each) -> "%s %d %d %s %s".formatted(each.kind(), each.amount(), each.rate().capacity(),
                    each.rate().refillPeriod(), each.bucket()))
            .collect(Collectors.joining("\n"));
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #write} makes
     */
    static List<TokensTaken> read(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1)).stream().map(TokensTakenText::line).toList();
    }

    private static TokensTaken line(String line) {
        String[] parts = line.split(" ", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("not what was taken from a bucket of tokens");
        }
        try {
            return new TokensTaken(new AccountName(parts[4]),
                    new Rate(Long.parseLong(parts[2]), Duration.parse(parts[3])), Tokens.Kind.valueOf(parts[0]),
                    Long.parseLong(parts[1]));
        }
        catch (DateTimeException ex) {
            throw new IllegalArgumentException("not a bucket's refill period", ex);
        }
    }

}
