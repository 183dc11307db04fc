package llmgateway.budget.limit;

import java.util.List;

import llmgateway.budget.account.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WarningLevelsTest {

    private final WarningLevels levels = new WarningLevels(List.of(100, 50, 80));

    @ParameterizedTest
    @CsvSource({ "500, 1000, 50", "799, 1000, 50", "800, 1000, 80", "999, 1000, 80", "1000, 1000, 100",
            "9007199254740991, 1000, 100", "0, 0, 100", "9007199254740991, 9007199254740991, 100",
            "9007199254740990, 9007199254740991, 80" })
    void tellsTheHighestLevelReached(long used, long cap, int level) {
        assertThat(this.levels.reached(used, cap)).hasValue(level);
    }

    @Test
    void tellsOfNoneBelowTheLowest() {
        assertThat(this.levels.reached(499, 1000)).isEmpty();
        assertThat(this.levels.reached(Account.LARGEST / 2, Account.LARGEST)).isEmpty();
        assertThat(new WarningLevels(List.of()).reached(1000, 1000)).isEmpty();
    }

    @Test
    void refusesLevelsOutsideOfTheCapOrTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WarningLevels(List.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new WarningLevels(List.of(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> new WarningLevels(List.of(50, 50)));
    }

}
