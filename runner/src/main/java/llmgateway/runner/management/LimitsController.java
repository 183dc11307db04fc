package llmgateway.runner.management;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.management.BudgetManagement;
import llmgateway.budget.override.LimitOverride;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The limits of a subject: shown, topped up, reset, overridden. */
@RestController
@RequestMapping(ManagementConfiguration.ROOT + "/limits")
class LimitsController {

    private final BudgetManagement budgets;

    LimitsController(BudgetManagement budgets) {
        this.budgets = budgets;
    }

    @GetMapping
    Limits limits(LimitSubject subject) {
        return new Limits(shown(this.budgets.limits(subject.subjects())));
    }

    @PostMapping("/{name}/top-up")
    LimitView topUp(@PathVariable String name, LimitSubject subject, @RequestBody TopUp request) {
        ApplicableLimit limit = limit(name, subject);
        long amount = LimitAmounts.read(limit.limit().allowance(), request.amount());
        if (amount < 1) {
            throw new ManagementException(HttpStatus.BAD_REQUEST, "invalid_amount", "A top-up is more than 0.");
        }
        done(this.budgets.topUp(limit, amount, idOf(request.id()), noteOf(request.note())));
        return shown(List.of(limit)).getFirst();
    }

    @PostMapping("/{name}/reset")
    LimitView reset(@PathVariable String name, LimitSubject subject,
            @RequestBody(required = false) @Nullable Note request) {
        ApplicableLimit limit = limit(name, subject);
        Note given = (request != null) ? request : new Note(null, null);
        done(this.budgets.reset(limit, idOf(given.id()), noteOf(given.note())));
        return shown(List.of(limit)).getFirst();
    }

    @PutMapping("/{name}/override")
    LimitView override(@PathVariable String name, LimitSubject subject, @RequestBody Override request) {
        ApplicableLimit limit = limit(name, subject);
        LimitOverride override = overrideOf(limit, request);
        if (override.appliedTo(limit.limit().allowance()).isEmpty()) {
            throw new ManagementException(HttpStatus.BAD_REQUEST, "invalid_amount",
                    "The limit cannot be set to this amount.");
        }
        done(this.budgets.override(override));
        return shown(List.of(limit)).getFirst();
    }

    @DeleteMapping("/{name}/override")
    LimitView endOverride(@PathVariable String name, LimitSubject subject) {
        ApplicableLimit limit = limit(name, subject);
        done(this.budgets.endOverride(limit));
        return shown(List.of(limit)).getFirst();
    }

    private static LimitOverride overrideOf(ApplicableLimit limit, Override request) {
        long amount = LimitAmounts.read(limit.limit().allowance(), request.amount());
        try {
            return new LimitOverride(limit.account(), amount, request.until(), noteOf(request.note()));
        }
        catch (IllegalArgumentException ex) {
            throw new ManagementException(HttpStatus.BAD_REQUEST, "invalid_override", ex.getMessage() + ".");
        }
    }

    private ApplicableLimit limit(String name, LimitSubject subject) {
        return this.budgets.limit(name, subject.subjects())
            .orElseThrow(() -> new ManagementException(HttpStatus.NOT_FOUND, "limit_not_found",
                    "No limit of this name, known to this node, counts for such a call."));
    }

    private List<LimitView> shown(List<ApplicableLimit> limits) {
        return this.budgets.status(limits)
            .orElseThrow(ManagementException::storeAway)
            .stream()
            .map(LimitView::of)
            .toList();
    }

    private static void done(boolean done) {
        if (!done) {
            throw ManagementException.storeAway();
        }
    }

    private static String idOf(@Nullable String id) {
        return (id != null) ? id : UUID.randomUUID().toString();
    }

    private static String noteOf(@Nullable String note) {
        return (note != null) ? note : "";
    }

    record Limits(List<LimitView> limits) {
    }

    /**
     * @param amount in the limit's unit
     * @param id makes it happen once, however often it is sent
     */
    record TopUp(BigDecimal amount, @Nullable String id, @Nullable String note) {
    }

    record Note(@Nullable String id, @Nullable String note) {
    }

    /**
     * @param amount in the limit's unit
     * @param until when the limit's own amount holds again
     */
    record Override(BigDecimal amount, Instant until, @Nullable String note) {
    }

}
