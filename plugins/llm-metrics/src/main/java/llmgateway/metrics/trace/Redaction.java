package llmgateway.metrics.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a key, an e-mail address, a card's number or a
 * telephone number, and what the operator's own patterns find. Thread-safe.
 */
public final class Redaction {

    private static final List<Rule> RULES = List.of(
            // Before all others, as a key may hold what looks like something else.
            new Rule("[key]", "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
            new Rule("[key]", "\\b(?:sk|pk|rk|key|gsk|xai|hf|glpat|pplx|r8|nvapi)[-_][A-Za-z0-9_-]{8,}"),
            new Rule("[key]", "\\bgh[pousr]_[A-Za-z0-9]{16,}|\\bgithub_pat_[A-Za-z0-9_]{16,}"),
            new Rule("[key]", "\\bxox[abeoprs]-[A-Za-z0-9-]{8,}|\\bAIza[A-Za-z0-9_-]{30,}|\\bA[KS]IA[A-Z0-9]{16}\\b"),
            new Rule("[key]", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?"),
            new Rule("[key]", "(?i)(?<=\\bbearer )\\s*[A-Za-z0-9._~+/=-]{8,}"),
            new Rule("[e-mail]", "[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})+"));

    /** 13 to 19 digits, grouped or not (ISO/IEC 7812). */
    private static final Pattern CARD = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");

    /** With a country's code, with a leading zero, or as North America writes them. */
    private static final Rule PHONE = new Rule("[phone]",
            "(?<![\\w+])(?:\\+[0-9]|\\(?0[0-9])(?:[ ()./-]{0,2}[0-9]){6,13}(?![\\w])"
                    + "|(?<![\\w])\\(?[0-9]{3}\\)?[ .-][0-9]{3}[ .-][0-9]{4}(?![\\w])");

    private final List<Pattern> own;

    /**
     * @param own what each finds is replaced by {@code [redacted]}; runs on texts of a
     * bounded length, but is trusted to be no pattern that backtracks without end
     */
    public Redaction(List<Pattern> own) {
        this.own = List.copyOf(own);
    }

    public String apply(String text) {
        String redacted = text;
        for (Pattern pattern : this.own) {
            redacted = pattern.matcher(redacted).replaceAll("[redacted]");
        }
        for (Rule rule : RULES) {
            redacted = rule.apply(redacted);
        }
        redacted = CARD.matcher(redacted).replaceAll((match) -> isCard(match) ? "[card]" : match.group());
        return PHONE.apply(redacted);
    }

    /** By the check digit (Luhn). */
    private static boolean isCard(MatchResult match) {
        List<Integer> digits = new ArrayList<>();
        match.group().chars().filter(Character::isDigit).forEach((digit) -> digits.addFirst(digit - '0'));
        int sum = 0;
        for (int i = 0; i < digits.size(); i++) {
            int doubled = digits.get(i) * (1 + i % 2);
            sum += (doubled > 9) ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private record Rule(String replacement, Pattern pattern) {

        Rule(String replacement, String pattern) {
            this(replacement, Pattern.compile(pattern));
        }

        String apply(String text) {
            return this.pattern.matcher(text).replaceAll(this.replacement);
        }

    }

}
