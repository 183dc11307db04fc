package llmgateway.budget.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.AdjustResult.Adjusted;
import llmgateway.budget.account.Adjustment.Change;
import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.OpenTicketsResult.OpenTicket;
import llmgateway.budget.account.OpenTicketsResult.OpenTickets;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What an operator sees and changes, wherever the accounts are kept. */
public abstract class AdjustmentsContract {

    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Account ALICE = money("alice", Window.ALWAYS);

    private static final Account SLOTS = Account.ofCalls(new AccountName("slots"), 1);

    private final Organisation organisation = new Organisation(CallId.random(RANDOM).value());

    protected abstract Accounts accounts();

    @Test
    void topUpRaisesTheCapForEveryVerb() {
        assertThat(hold(ticket(), ALICE, 101)).isInstanceOf(Refused.class);

        Adjusted adjusted = adjust("1", ALICE, new Change.TopUp(50));

        assertThat(adjusted.balance()).isEqualTo(new Balance(ALICE.name(), ALICE.unit(), 150, 0, 0, Window.ALWAYS));
        assertThat(balance(ALICE)).isEqualTo(adjusted.balance());
        Ticket ticket = ticket();
        assertThat(hold(ticket, ALICE, 140)).isInstanceOfSatisfying(Held.class,
                (held) -> assertThat(held.balances().getFirst().cap()).isEqualTo(150));
        assertThat(resize(ticket, 1, 150)).isInstanceOf(Held.class);
        assertThat(resize(ticket, 2, 151)).isInstanceOfSatisfying(Refused.class,
                (refused) -> assertThat(refused.exhausted().getFirst().cap()).isEqualTo(150));
    }

    @Test
    void topUpsAddUpAndAnEditedCapCountsBesideThem() {
        adjust("1", ALICE, new Change.TopUp(50));
        adjust("2", ALICE, new Change.TopUp(25));

        Account edited = new Account(ALICE.name(), ALICE.unit(), 10, ALICE.windows());
        assertThat(balance(edited).cap()).isEqualTo(85);
    }

    @Test
    void topUpOfAnUnusedAccountOutlastsTheCallsOnIt() {
        adjust("1", ALICE, new Change.TopUp(50));
        Ticket released = ticket();
        hold(released, ALICE, 120);
        accounts().release(this.organisation, released);
        Ticket free = ticket();
        hold(free, ALICE, 120);
        settle(free, 0);

        assertThat(hold(ticket(), ALICE, 150)).isInstanceOf(Held.class);
    }

    @Test
    void topUpCountsInItsWindowAlone() {
        long now = System.currentTimeMillis();
        Account current = money("alice/hour", new Window(now - 1_000_000, now + 1_000_000));
        Account next = money("alice/hour", new Window(now - 500_000, now + 1_000_000));
        adjust("1", current, new Change.TopUp(50));

        assertThat(balance(current).cap()).isEqualTo(150);
        assertThat(balance(next).cap()).isEqualTo(100);
    }

    @Test
    void capNeverPassesWhatCanBeCountedExactly() {
        adjust("1", ALICE, new Change.TopUp(Account.LARGEST));
        adjust("2", ALICE, new Change.TopUp(Account.LARGEST));

        assertThat(balance(ALICE).cap()).isEqualTo(Account.LARGEST);
        assertThat(hold(ticket(), ALICE, Account.LARGEST)).isInstanceOf(Held.class);
        assertThat(hold(ticket(), ALICE, 1)).isInstanceOf(Refused.class);
    }

    @Test
    void resetLetsSpendAgainAndKeepsWhatIsHeldHeld() {
        Ticket settled = ticket();
        hold(settled, ALICE, 70);
        settle(settled, 70);
        hold(ticket(), ALICE, 20);

        Adjusted adjusted = adjust("1", ALICE, new Change.Reset());

        assertThat(adjusted.balance()).isEqualTo(new Balance(ALICE.name(), ALICE.unit(), 100, 0, 20, Window.ALWAYS));
        assertThat(hold(ticket(), ALICE, 81)).isInstanceOf(Refused.class);
        assertThat(hold(ticket(), ALICE, 80)).isInstanceOf(Held.class);
    }

    @Test
    void callThatWasHeldBeforeAResetIsChargedAfterIt() {
        Ticket ticket = ticket();
        hold(ticket, ALICE, 70);
        adjust("1", ALICE, new Change.Reset());
        settle(ticket, 60);

        assertThat(balance(ALICE).used()).isEqualTo(60);
        assertThat(balance(ALICE).held()).isZero();
    }

    @Test
    void resetOfAnAccountThatWasNeverUsedChangesNothing() {
        assertThat(adjust("1", ALICE, new Change.Reset()).balance()).isEqualTo(balance(ALICE));
        assertThat(balance(ALICE).left()).isEqualTo(100);
    }

    @Test
    void callsInFlightCanBeToppedUpAndAreNotForgottenByAReset() {
        hold(ticket(), SLOTS, 1);
        assertThat(adjust("1", SLOTS, new Change.Reset()).balance().held()).isEqualTo(1);
        assertThat(hold(ticket(), SLOTS, 1)).isInstanceOf(Refused.class);

        assertThat(adjust("2", SLOTS, new Change.TopUp(1)).balance().cap()).isEqualTo(2);
        assertThat(hold(ticket(), SLOTS, 1)).isInstanceOf(Held.class);
    }

    @Test
    void C4_sameAdjustmentAgainIsTheSameAnswerAndHappensOnce() {
        Adjusted toppedUp = adjust("top-up", ALICE, new Change.TopUp(50));
        Ticket ticket = ticket();
        hold(ticket, ALICE, 90);
        settle(ticket, 90);
        assertThat(adjust("top-up", ALICE, new Change.TopUp(50))).isEqualTo(toppedUp);

        Adjusted reset = adjust("reset", ALICE, new Change.Reset());
        Ticket later = ticket();
        hold(later, ALICE, 30);
        settle(later, 30);
        assertThat(adjust("reset", ALICE, new Change.Reset())).isEqualTo(reset);

        assertThat(balance(ALICE)).isEqualTo(new Balance(ALICE.name(), ALICE.unit(), 150, 30, 0, Window.ALWAYS));
    }

    @Test
    void I8_adjustmentOutsideEveryWindowIsNone() {
        long later = System.currentTimeMillis() + 10_000_000;
        Account account = money("alice/later", new Window(later, later + 1));

        assertThat(accounts().adjust(new Adjustment(this.organisation, account, "1", new Change.TopUp(1), "")))
            .isEqualTo(new Unavailable(Unavailable.Reason.CLOCK));
    }

    @Test
    void adjustmentsThatCannotBeMeantAreRefusedAtConstruction() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Change.TopUp(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Change.TopUp(Account.LARGEST + 1));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Adjustment(this.organisation, ALICE, "", new Change.Reset(), ""));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Adjustment(this.organisation, ALICE, "1", new Change.Reset(), "n".repeat(501)));
    }

    @Test
    void openTicketsAreListedByTheEndOfTheirLease() {
        assertThat(openTickets(10)).isEqualTo(new OpenTickets(List.of(), 0));
        Ticket last = ticket();
        Ticket first = ticket();
        Ticket middle = ticket();
        Ticket ended = ticket();
        hold(last, ALICE, 1);
        hold(first, SLOTS, 1);
        hold(middle, ALICE, 2);
        hold(ended, ALICE, 3);
        accounts().extendLease(this.organisation, last, Duration.ofHours(3));
        accounts().extendLease(this.organisation, first, Duration.ofHours(1));
        accounts().extendLease(this.organisation, middle, Duration.ofHours(2));
        settle(ended, 1);

        OpenTickets open = openTickets(10);

        assertThat(open.tickets()).extracting(OpenTicket::ticket).containsExactly(first, middle, last);
        assertThat(open.tickets()).allSatisfy(
                (ticket) -> assertThat(accounts().find(this.organisation, ticket.ticket())).isEqualTo(ticket.open()));
        assertThat(openTickets(2)).isEqualTo(new OpenTickets(open.tickets().subList(0, 2), 3));
    }

    protected Organisation organisation() {
        return this.organisation;
    }

    protected Adjusted adjust(String id, Account account, Change change) {
        AdjustResult result = accounts()
            .adjust(new Adjustment(this.organisation, account, id, change, "said so,\nby phone"));
        assertThat(result).isInstanceOf(Adjusted.class);
        return (Adjusted) result;
    }

    protected HoldResult hold(Ticket ticket, Account account, long amount) {
        return accounts().hold(new HoldRequest(this.organisation, ticket, List.of(new AccountHold(account, amount)),
                LEASE, LedgerEntry.EMPTY));
    }

    protected void settle(Ticket ticket, long charge) {
        accounts().settle(new Settlement(this.organisation, ticket, new Money(charge), LedgerEntry.EMPTY));
    }

    protected static Account money(String name, Window window) {
        return new Account(new AccountName(name), Unit.NANO_DOLLARS, 100, List.of(window));
    }

    protected static Ticket ticket() {
        return Ticket.random(RANDOM);
    }

    private ResizeResult resize(Ticket ticket, int sequence, long amount) {
        return accounts().resize(
                new ResizeRequest(this.organisation, ticket, sequence, List.of(new AccountHold(ALICE, amount)), LEASE));
    }

    private OpenTickets openTickets(int limit) {
        return (OpenTickets) accounts().openTickets(this.organisation, limit);
    }

    private Balance balance(Account account) {
        return ((Balances) accounts().balances(this.organisation, List.of(account))).balances().getFirst();
    }

}
