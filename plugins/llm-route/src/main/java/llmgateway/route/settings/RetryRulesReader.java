package llmgateway.route.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.RetryRules.Reason;
import llmgateway.document.Constants;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;

/** Reads the field {@code attempts}. */
final class RetryRulesReader {

    private static final Set<String> FIELDS = Set.of("most", "on", "deadline", "backoff", "longest_backoff",
            "restart_streams", "hedge_after");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    private static final int MOST = 20;

    private static final int USUAL_MOST = 3;

    /** What is usually over when the same, or another, target is asked. */
    private static final Set<Reason> USUAL_REASONS = EnumSet.of(Reason.CONNECT, Reason.TIMEOUT, Reason.BROKEN,
            Reason.CONFLICT, Reason.RATE_LIMIT, Reason.SERVER_ERROR, Reason.KEY_REFUSED);

    private final Problems problems;

    RetryRulesReader(Problems problems) {
        this.problems = problems;
    }

    RetryRules read(Fields settings) {
        if (settings.find("attempts").orElse(null) instanceof Node.Mapping mapping) {
            Fields fields = Fields.of(mapping, settings.path("attempts"), FIELDS, this.problems);
            int most = fields.wholeNumber("most", 1, MOST).orElse(USUAL_MOST);
            Optional<Duration> hedgeAfter = fields.text("hedge_after", RetryRulesReader::patience);
            boolean restartsStreams = fields.flag("restart_streams").orElse(false);
            if (hedgeAfter.isPresent() && restartsStreams) {
                // Until a held back stream has ended the client has nothing of it.
                fields.problem("hedge_after", "cannot stand beside 'restart_streams'");
                hedgeAfter = Optional.empty();
            }
            if (hedgeAfter.isPresent() && most < 2) {
                fields.problem("hedge_after", "needs 'most' to be 2 or more");
            }
            return new RetryRules(most,
                    fields.texts("on", Constants.among(List.of(Reason.values())))
                        .<Set<Reason>>map(Set::copyOf)
                        .orElse(USUAL_REASONS),
                    fields.text("deadline", RetryRulesReader::duration).orElse(Duration.ofSeconds(60)),
                    fields.text("backoff", RetryRulesReader::duration).orElse(Duration.ofMillis(500)),
                    fields.text("longest_backoff", RetryRulesReader::duration).orElse(Duration.ofSeconds(8)),
                    restartsStreams, hedgeAfter);
        }
        return settings.wholeNumber("attempts", 1, MOST)
            .map(RetryRulesReader::usual)
            .orElseGet(() -> settings.find("fallback_models").isPresent() ? usual(USUAL_MOST) : RetryRules.NONE);
    }

    private static RetryRules usual(int most) {
        return new RetryRules(most, USUAL_REASONS, Duration.ofSeconds(60), Duration.ofMillis(500),
                Duration.ofSeconds(8), false);
    }

    private static Duration patience(String text) throws UnusableValue {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new UnusableValue("must be longer than 0ms");
        }
        return duration;
    }

    private static Duration duration(String text) throws UnusableValue {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new UnusableValue("must be a duration such as 500ms, 30s or 2m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

}
