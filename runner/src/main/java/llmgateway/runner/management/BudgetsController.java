package llmgateway.runner.management;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import llmgateway.budget.management.BudgetStanding;
import llmgateway.budget.management.Budgets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All limits that calls came under on this node, those with the least left first. */
@RestController
class BudgetsController {

    private static final int MOST = 1000;

    private final Budgets budgets;

    BudgetsController(Budgets budgets) {
        this.budgets = budgets;
    }

    @GetMapping(ManagementConfiguration.ROOT + "/budgets")
    BudgetList budgets(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ManagementException(HttpStatus.BAD_REQUEST, "invalid_parameter",
                    "The parameter limit must be 1 to " + MOST + ".");
        }
        List<BudgetStanding> standings = this.budgets.standings().orElseThrow(ManagementException::storeAway);
        return new BudgetList(standings.size(), standings.stream().limit(limit).map(BudgetView::of).toList());
    }

    /**
     * @param known how many there are in all
     */
    record BudgetList(int known, List<BudgetView> budgets) {
    }

    /**
     * @param spentInLastHour in US dollars
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BudgetView(@JsonUnwrapped LimitView limit, @Nullable BigDecimal spentInLastHour,
            @Nullable Instant runsOutAt) {

        static BudgetView of(BudgetStanding standing) {
            return new BudgetView(LimitView.of(standing.status()),
                    standing.spentInLastHour().map((spent) -> spent.toUsd().stripTrailingZeros()).orElse(null),
                    standing.runsOutAt().orElse(null));
        }

    }

}
