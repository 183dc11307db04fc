package llmgateway.metrics.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.upstream.AttemptOutcome.ClientGone;
import llmgateway.core.upstream.AttemptOutcome.HedgeLost;
import llmgateway.core.upstream.AttemptOutcome.Unreachable;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class CallAccountingTest {

    /** What the entry of a call that is charged by its usage does not say. */
    private static final Set<LedgerField> NOT_HERE = EnumSet.of(LedgerField.ESTIMATED, LedgerField.PRICED_BY_DEFAULT,
            LedgerField.WORST_CASE);

    private static final Usage USAGE = Usage.ofTokens(1000, 500);

    private final BookedSettlements settlements = new BookedSettlements();

    private final List<FinishedCall> finished = new ArrayList<>();

    private final CallAccounting accounting = new CallAccounting(this.settlements, Calls.RULE,
            List.of(this.finished::add));

    @Test
    void aLostHedgeHasAnEntryWithoutAStatus() {
        this.settlements.admittedHere(Calls.traced());

        this.accounting.ended(Calls.report(new HedgeLost(true), Calls.reported(USAGE)));

        CallSettlement settled = this.settlements.onlySettled();
        assertThat(settled.cost()).isEqualTo(Money.parse("0.006"));
        assertThat(settled.entry().fields()).containsEntry("outcome", "hedge_lost").doesNotContainKey("status");
    }

    @Test
    void settlesACallOfThisNodeWithAllThatTheLedgerKnows() {
        this.settlements.admittedHere(Calls.traced());

        this.accounting.ended(Calls.report(new Answered(200), Calls.reported(USAGE)));

        CallSettlement settled = this.settlements.onlySettled();
        assertThat(settled.cost()).isEqualTo(Money.parse("0.006"));
        assertThat(settled.usage()).contains(USAGE);
        Map<String, String> fields = settled.entry().fields();
        assertThat(fields).containsKeys(Arrays.stream(LedgerField.values())
            .filter((field) -> !NOT_HERE.contains(field))
            .map(LedgerField::wireName)
            .toArray(String[]::new));
        assertThat(fields).containsEntry("usage", "{\"input_tokens\":1000,\"output_tokens\":500}")
            .containsEntry("status", "200")
            .containsEntry("outcome", "answered")
            .containsEntry("duration_ms", "1500")
            .containsEntry("first_token_ms", "300")
            .containsEntry("attempts", "1")
            .containsEntry("service_tier", "default")
            .containsEntry("consumer", "alice")
            .containsEntry("model_asked", "house-model")
            .doesNotContainKeys("estimated", "worst_case");
    }

    @Test
    void E11_marksAChargeThatRestsOnNoUsage() {
        this.settlements.admittedHere(Calls.direct());

        this.accounting.ended(Calls.report(new ClientGone(), Calls.absent()));

        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Calls.RESERVED);
        assertThat(this.settlements.onlySettled().entry().fields()).containsEntry("estimated", "1")
            .containsEntry("status", "499")
            .containsEntry("outcome", "client_gone")
            .doesNotContainKey("usage");
    }

    @Test
    void keepsAnEntryOfAnErrorThatCostNothing() {
        this.settlements.admittedHere(Calls.direct());

        this.accounting.ended(Calls.report(new Answered(429), Calls.absent()));

        assertThat(this.settlements.onlySettled().cost()).isEqualTo(Money.ZERO);
        assertThat(this.settlements.onlySettled().entry().fields()).containsEntry("status", "429")
            .doesNotContainKey("estimated");
    }

    @Test
    void P3_givesBackWhatACallHeldThatReachedNobodyOrWasNeverSent() {
        this.settlements.admittedHere(Calls.direct());
        this.accounting.ended(Calls.report(new Unreachable(), Calls.absent()));
        Ticket other = new Ticket("ffffffffffffffffffffffffffffffff");
        this.accounting.neverSent(other);

        assertThat(this.settlements.released).containsExactly(Calls.TICKET, other);
        assertThat(this.settlements.settled).isEmpty();
    }

    @Test
    void leavesCallsAloneThatWereNotAdmittedHere() {
        this.settlements.admittedElsewhere(Calls.direct());

        this.accounting.ended(Calls.report(new Answered(200), Calls.reported(USAGE)));

        assertThat(this.settlements.settled).isEmpty();
        assertThat(this.finished).isEmpty();
    }

    @Test
    void C3_tellsOfACallOnceHoweverOftenItIsReported() {
        AdmittedCall call = Calls.direct();
        this.settlements.admittedHere(call);

        for (int i = 0; i < 3; i++) {
            this.accounting.settle(call, Calls.report(new Answered(200), Calls.reported(USAGE)));
        }

        assertThat(this.settlements.settled).hasSize(1);
        assertThat(this.finished).hasSize(1);
    }

    @Test
    void tellsOfACallWhoseSettlementWaitsForTheStore() {
        this.settlements.admittedHere(Calls.direct());
        this.settlements.away(true);

        this.accounting.ended(Calls.report(new Answered(200), Calls.reported(USAGE)));

        assertThat(this.finished).hasSize(1);
    }

    @Test
    void throwsNothingWhateverFails() {
        Settlements broken = new Settlements() {

            @Override
            public void open(AdmittedCall call) {
                throw new IllegalStateException();
            }

            @Override
            public Optional<AdmittedCall> findHere(Ticket ticket) {
                return Optional.of(Calls.direct());
            }

            @Override
            public Finding find(Ticket ticket) {
                throw new IllegalStateException();
            }

            @Override
            public Settling settle(CallSettlement settlement) {
                throw new IllegalStateException();
            }

            @Override
            public void release(Ticket ticket) {
                throw new IllegalStateException();
            }

        };
        CallAccounting onBroken = new CallAccounting(broken, Calls.RULE, List.of());
        assertThatNoException().isThrownBy(() -> {
            onBroken.ended(Calls.report(new Answered(200), Calls.reported(USAGE)));
            onBroken.neverSent(Calls.TICKET);
        });

        this.settlements.admittedHere(Calls.direct());
        CallAccounting tellsBroken = new CallAccounting(this.settlements, Calls.RULE, List.of((call) -> {
            throw new IllegalStateException();
        }, this.finished::add));
        tellsBroken.ended(Calls.report(new Answered(200), Calls.reported(USAGE)));
        assertThat(this.finished).as("told after one that failed").hasSize(1);
    }

}
