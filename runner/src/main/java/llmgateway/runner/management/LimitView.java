package llmgateway.runner.management;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import llmgateway.budget.management.LimitStatus;
import org.jspecify.annotations.Nullable;

/** How a limit stands, as JSON. Money is in US dollars. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LimitView(String name, String limitBy, String subject, String account, @Nullable String per, String unit,
        BigDecimal allowed, BigDecimal used, BigDecimal held, BigDecimal left, boolean soft, @Nullable Instant resetsAt,
        @Nullable String fullIn, @Nullable Instant overriddenUntil) {

    static LimitView of(LimitStatus status) {
        var limit = status.limit().limit();
        var allowance = limit.allowance();
        return new LimitView(limit.name(), limit.by().name().toLowerCase(Locale.ROOT), status.limit().subject(),
                status.limit().account().value(), LimitAmounts.period(allowance).orElse(null),
                LimitAmounts.unit(allowance), LimitAmounts.shown(allowance, status.allowed()),
                LimitAmounts.shown(allowance, status.used()), LimitAmounts.shown(allowance, status.held()),
                LimitAmounts.shown(allowance, status.left()), limit.soft(), status.resetsAt().orElse(null),
                status.untilFull().map(Object::toString).orElse(null), status.overriddenUntil().orElse(null));
    }

}
