package llmgateway.budget.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.ExpireResult.ExpiredTicket;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.LeaseResult.Extended;
import llmgateway.budget.account.ReleaseResult.Released;
import llmgateway.budget.account.ResizeResult.Superseded;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What every implementation of {@link Accounts} promises. */
public abstract class AccountsContract {

    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** Another for each test, so that tests share a store and nothing else. */
    private final Organisation organisation = new Organisation(CallId.random(RANDOM).value());

    protected abstract Accounts accounts();

    protected abstract List<LedgerLine> ledger(Organisation organisation);

    @Test
    void holdsAndTellsWhatIsLeft() {
        Held held = held(hold(ticket(), dollars("alice/month", "1.00", "0.30")));

        Balance balance = held.balances().getFirst();
        assertThat(balance.held()).isEqualTo(Money.parse("0.30").nanos());
        assertThat(balance.used()).isZero();
        assertThat(balance.left()).isEqualTo(Money.parse("0.70").nanos());
        assertThat(balance.resetsAt()).isEmpty();
    }

    @Test
    void holdsUpToTheCapAndNotANanoMore() {
        held(hold(ticket(), dollars("alice", "1.00", "0.999999999")));

        assertThat(hold(ticket(), dollars("alice", "1.00", "0.000000002"))).isInstanceOf(Refused.class);
        held(hold(ticket(), dollars("alice", "1.00", "0.000000001")));
    }

    @Test
    void P4_holdsOnAllAccountsOrOnNone() {
        HoldResult result = hold(ticket(), dollars("plenty", "9.00", "0.50"), dollars("short", "0.40", "0.50"),
                slot("slots", 5), dollars("shorter", "0.10", "0.50"));

        assertThat(result).isInstanceOfSatisfying(Refused.class,
                (refused) -> assertThat(refused.exhausted()).extracting((balance) -> balance.account().value())
                    .containsExactly("short", "shorter"));
        assertThat(balance(money("plenty", "9.00")).held()).isZero();
        assertThat(balance(Account.ofCalls(new AccountName("slots"), 5)).held()).isZero();
    }

    @Test
    void refusalNamesWhatIsLeftAndWhenTheWindowEnds() {
        Window window = windowAround(now());
        Account account = new Account(new AccountName("alice/hour"), Unit.NANO_DOLLARS, 100, List.of(window));
        held(hold(ticket(), new AccountHold(account, 70)));

        assertThat(hold(ticket(), new AccountHold(account, 31))).isInstanceOfSatisfying(Refused.class, (refused) -> {
            Balance balance = refused.exhausted().getFirst();
            assertThat(balance.left()).isEqualTo(30);
            assertThat(balance.resetsAt().orElseThrow().toEpochMilli()).isEqualTo(window.endMillis());
        });
    }

    @Test
    void C4_sameHoldAgainIsTheSameResultAndNoSecondHold() {
        Ticket ticket = ticket();
        HoldResult first = hold(ticket, dollars("alice", "1.00", "0.30"), slot("slots", 1));

        assertThat(hold(ticket, dollars("alice", "1.00", "0.30"), slot("slots", 1))).isEqualTo(held(first));
        assertThat(balance(money("alice", "1.00")).held()).isEqualTo(Money.parse("0.30").nanos());
    }

    @Test
    void C4_refusedHoldStaysRefusedWhenItIsSentAgain() {
        Ticket blocking = ticket();
        held(hold(blocking, dollars("alice", "1.00", "0.80")));
        Ticket ticket = ticket();
        HoldResult refused = hold(ticket, dollars("alice", "1.00", "0.30"));
        accounts().release(this.organisation, blocking);

        assertThat(hold(ticket, dollars("alice", "1.00", "0.30"))).isEqualTo(refused).isInstanceOf(Refused.class);
        assertThat(balance(money("alice", "1.00")).held()).isZero();
    }

    @Test
    void settlesTheCostAndGivesTheRestBack() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.30"), dollars("group", "5.00", "0.30"), slot("slots", 1)));

        assertThat(settle(ticket, "0.12")).isInstanceOfSatisfying(Settled.class,
                (settled) -> assertThat(settled.charged()).isEqualTo(Money.parse("0.12")));
        for (String name : List.of("alice", "group")) {
            assertThat(balance(money(name, "1.00")).used()).isEqualTo(Money.parse("0.12").nanos());
            assertThat(balance(money(name, "1.00")).held()).isZero();
        }
        Balance slots = balance(Account.ofCalls(new AccountName("slots"), 1));
        assertThat(slots.used()).isZero();
        assertThat(slots.held()).isZero();
    }

    @Test
    void chargeAboveTheHoldIsTakenInFullAndMarked() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.90")));

        settle(ticket, "1.50");

        Balance balance = balance(money("alice", "1.00"));
        assertThat(balance.used()).isEqualTo(Money.parse("1.50").nanos());
        assertThat(balance.left()).isZero();
        assertThat(ledger()).singleElement().matches(LedgerLine::over);
        assertThat(hold(ticket(), dollars("alice", "1.00", "0"))).isInstanceOf(Refused.class);
    }

    @Test
    void ledgerSaysWhatWasChargedWhereAndWhy() {
        Ticket ticket = ticket();
        Held held = held(hold(ticket, dollars("alice", "1.00", "0.30"), slot("slots", 1)));

        Settled settled = (Settled) accounts().settle(new Settlement(this.organisation, ticket, Money.parse("0.12"),
                new LedgerEntry(Map.of("model", "gpt-\u00e9", "note", "two\nlines \"quoted\""))));

        LedgerLine line = ledger().getFirst();
        assertThat(line.id()).isEqualTo(settled.entryId());
        assertThat(line.ticket()).isEqualTo(ticket);
        assertThat(line.reason()).isEqualTo(Ending.Kind.SETTLED);
        assertThat(line.charge()).isEqualTo(Money.parse("0.12"));
        assertThat(line.held()).isEqualTo(Money.parse("0.30"));
        assertThat(line.over()).isFalse();
        assertThat(line.accounts()).isEqualTo(held.balances().stream().map(Balance::reservation).toList());
        assertThat(line.entry().fields()).containsEntry("model", "gpt-\u00e9")
            .containsEntry("note", "two\nlines \"quoted\"");
    }

    @Test
    void C3_settledTwiceIsChargedOnceEvenAtAnotherCost() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.30")));
        SettleResult first = settle(ticket, "0.12");

        assertThat(settle(ticket, "0.12")).isEqualTo(repeated(first));
        assertThat(settle(ticket, "0.25")).isEqualTo(repeated(first));
        assertThat(balance(money("alice", "1.00")).used()).isEqualTo(Money.parse("0.12").nanos());
        assertThat(ledger()).hasSize(1);
    }

    @Test
    void C3_settledAfterItsLeaseRanOutIsChargedOnce() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.30")));
        expireNow(ticket);

        assertThat(settle(ticket, "0.12")).isEqualTo(new Closed(new Ending(Ending.Kind.EXPIRED, Money.parse("0.30"))));
        assertThat(balance(money("alice", "1.00")).used()).isEqualTo(Money.parse("0.30").nanos());
        assertThat(ledger()).hasSize(1);
    }

    @Test
    void C5_lowerCapCountsAtOnceAndWhatRunsSettles() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.80")));

        assertThat(hold(ticket(), dollars("alice", "0.50", "0.01"))).isInstanceOf(Refused.class);
        assertThat(settle(ticket, "0.80")).isInstanceOf(Settled.class);
        assertThat(hold(ticket(), dollars("alice", "0.50", "0.01"))).isInstanceOf(Refused.class);
        assertThat(balance(money("alice", "0.50")).used()).isEqualTo(Money.parse("0.80").nanos());
        held(hold(ticket(), dollars("alice", "2.00", "1.20")));
    }

    @Test
    void C6_chargesTheWindowThatReserved() {
        long now = now();
        Window first = new Window(now - HOUR, now + HOUR);
        Window next = new Window(now - HOUR / 2, now + HOUR);
        Ticket ticket = ticket();
        held(hold(ticket, in(first, 100, 60)));

        assertThat(
                accounts().resize(new ResizeRequest(this.organisation, ticket, 1, List.of(in(next, 100, 70)), LEASE)))
            .isInstanceOfSatisfying(Held.class,
                    (held) -> assertThat(held.balances().getFirst().window()).isEqualTo(first));
        held(hold(ticket(), in(next, 100, 90)));
        accounts().settle(new Settlement(this.organisation, ticket, new Money(65), LedgerEntry.EMPTY));

        assertThat(balance(in(first, 100, 0).account()).used()).isEqualTo(65);
        assertThat(balance(in(next, 100, 0).account()).used()).isZero();
    }

    @Test
    void I8_windowIsPickedByTheStoresClockNotTheNodes() {
        long aligned = now() / HOUR * HOUR;
        List<Window> byTrueClock = hoursAround(aligned);
        List<Window> byClockAnHourAhead = hoursAround(aligned + HOUR);
        List<Window> byClockAnHourBehind = hoursAround(aligned - HOUR);
        AccountName name = new AccountName("alice/hour");
        held(hold(ticket(), new AccountHold(new Account(name, Unit.NANO_DOLLARS, 100, byTrueClock), 100)));

        for (List<Window> windows : List.of(byClockAnHourAhead, byClockAnHourBehind)) {
            assertThat(hold(ticket(), new AccountHold(new Account(name, Unit.NANO_DOLLARS, 100, windows), 1)))
                .isInstanceOf(Refused.class);
        }
    }

    @Test
    void I8_nodeWhoseClockIsOffByMoreThanItsWindowsIsGrantedNothing() {
        List<Window> tomorrow = hoursAround(now() / HOUR * HOUR + 24 * HOUR);
        Account account = new Account(new AccountName("alice/hour"), Unit.NANO_DOLLARS, 100, tomorrow);

        assertThat(hold(ticket(), new AccountHold(account, 1))).isEqualTo(new Unavailable(Unavailable.Reason.CLOCK));
        assertThat(accounts().balances(this.organisation, List.of(account)))
            .isEqualTo(new Unavailable(Unavailable.Reason.CLOCK));
    }

    @Test
    void P3_releasedCallLeavesNothingHeldAndNoLedgerEntry() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.30"), slot("slots", 1)));

        assertThat(accounts().release(this.organisation, ticket)).isEqualTo(new Released());
        assertThat(accounts().release(this.organisation, ticket)).isEqualTo(new Released());
        held(hold(ticket(), dollars("alice", "1.00", "1.00"), slot("slots", 1)));
        assertThat(ledger()).isEmpty();
    }

    @Test
    void P3_holdThatComesAfterItsReleaseTakesNoEffect() {
        Ticket ticket = ticket();
        assertThat(accounts().release(this.organisation, ticket)).isEqualTo(new Released());

        assertThat(hold(ticket, dollars("alice", "1.00", "0.30")))
            .isEqualTo(new Closed(new Ending(Ending.Kind.RELEASED, Money.ZERO)));
        assertThat(balance(money("alice", "1.00")).held()).isZero();
    }

    @Test
    void ticketEndsOnceWhateverComesAfter() {
        Ticket settled = ticket();
        held(hold(settled, dollars("alice", "1.00", "0.30")));
        settle(settled, "0.12");
        Ending ending = new Ending(Ending.Kind.SETTLED, Money.parse("0.12"));
        assertThat(accounts().release(this.organisation, settled)).isEqualTo(new Closed(ending));
        assertThat(hold(settled, dollars("alice", "1.00", "0.30"))).isEqualTo(new Closed(ending));
        assertThat(resize(settled, 1, dollars("alice", "1.00", "0.40"))).isEqualTo(new Closed(ending));
        assertThat(accounts().extendLease(this.organisation, settled, LEASE)).isEqualTo(new Closed(ending));

        Ticket released = ticket();
        held(hold(released, dollars("alice", "1.00", "0.30")));
        accounts().release(this.organisation, released);
        assertThat(settle(released, "0.12")).isEqualTo(new Closed(new Ending(Ending.Kind.RELEASED, Money.ZERO)));
        assertThat(balance(money("alice", "1.00")).used()).isEqualTo(Money.parse("0.12").nanos());
    }

    @Test
    void unknownTicketIsNotCharged() {
        assertThat(settle(ticket(), "0.12")).isEqualTo(new Unknown());
        assertThat(resize(ticket(), 1, dollars("alice", "1.00", "0.12"))).isEqualTo(new Unknown());
        assertThat(accounts().extendLease(this.organisation, ticket(), LEASE)).isEqualTo(new Unknown());
        assertThat(ledger()).isEmpty();
    }

    @Test
    void resizeGrowsAndShrinksUnderTheSameTicket() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10"), slot("slots", 1)));

        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.60"), slot("slots", 1))).isInstanceOf(Held.class);
        assertThat(balance(money("alice", "1.00")).held()).isEqualTo(Money.parse("0.60").nanos());
        assertThat(resize(ticket, 2, dollars("alice", "1.00", "0.20"), slot("slots", 1))).isInstanceOf(Held.class);
        assertThat(balance(money("alice", "1.00")).held()).isEqualTo(Money.parse("0.20").nanos());
        settle(ticket, "0.15");
        assertThat(balance(money("alice", "1.00")).left()).isEqualTo(Money.parse("0.85").nanos());
    }

    @Test
    void refusedResizeKeepsWhatWasHeld() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10"), dollars("group", "0.30", "0.10")));

        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.40"), dollars("group", "0.30", "0.40")))
            .isInstanceOf(Refused.class);
        assertThat(balance(money("alice", "1.00")).held()).isEqualTo(Money.parse("0.10").nanos());
        assertThat(balance(money("group", "0.30")).held()).isEqualTo(Money.parse("0.10").nanos());
    }

    @Test
    void shrinkingIsNotRefusedUnderALoweredCap() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.80")));

        assertThat(resize(ticket, 1, dollars("alice", "0.10", "0.50"))).isInstanceOf(Held.class);
        assertThat(balance(money("alice", "0.10")).held()).isEqualTo(Money.parse("0.50").nanos());
    }

    @Test
    void C4_sameResizeAgainIsTheSameResultAndAnEarlierOneChangesNothing() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10")));
        ResizeResult granted = resize(ticket, 1, dollars("alice", "1.00", "0.60"));
        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.60"))).isEqualTo(granted);
        ResizeResult refused = resize(ticket, 2, dollars("alice", "1.00", "1.60"));
        assertThat(resize(ticket, 2, dollars("alice", "1.00", "1.60"))).isEqualTo(refused).isInstanceOf(Refused.class);

        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.90"))).isEqualTo(new Superseded(2));
        assertThat(balance(money("alice", "1.00")).held()).isEqualTo(Money.parse("0.60").nanos());
    }

    @Test
    void E9_resizeToOtherAccountsChargesOnlyThose() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0"), dollars("free-model", "1.00", "0"), slot("first-key", 1)));

        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.30"), dollars("paid-model", "1.00", "0.30"),
                slot("second-key", 1)))
            .isInstanceOf(Held.class);
        settle(ticket, "0.20");

        assertThat(balance(money("alice", "1.00")).used()).isEqualTo(Money.parse("0.20").nanos());
        assertThat(balance(money("paid-model", "1.00")).used()).isEqualTo(Money.parse("0.20").nanos());
        assertThat(balance(money("free-model", "1.00")).used()).isZero();
        held(hold(ticket(), slot("first-key", 1), slot("second-key", 1)));
    }

    @Test
    void I6_overdueTicketIsSettledAtWhatItHeldAndTheLedgerSaysSo() {
        Ticket ticket = ticket();
        held(accounts().hold(
                new HoldRequest(this.organisation, ticket, List.of(dollars("alice", "1.00", "0.30"), slot("slots", 1)),
                        LEASE, new LedgerEntry(Map.of("consumer", "alice")))));
        assertThat(accounts().expire(this.organisation, 10)).isEqualTo(new Expired(List.of()));

        assertThat(expireNow(ticket)).isEqualTo(new Expired(List.of(new ExpiredTicket(ticket, Money.parse("0.30")))));
        assertThat(accounts().expire(this.organisation, 10)).isEqualTo(new Expired(List.of()));
        assertThat(ledger()).singleElement().satisfies((line) -> {
            assertThat(line.reason()).isEqualTo(Ending.Kind.EXPIRED);
            assertThat(line.charge()).isEqualTo(Money.parse("0.30"));
            assertThat(line.entry().fields()).containsEntry("consumer", "alice");
        });
        held(hold(ticket(), dollars("alice", "1.00", "0.70"), slot("slots", 1)));
    }

    @Test
    void expiresAtMostTheLimit() {
        for (int i = 0; i < 3; i++) {
            Ticket ticket = ticket();
            held(hold(ticket, dollars("alice", "1.00", "0.10")));
            accounts().extendLease(this.organisation, ticket, Duration.ZERO);
        }

        assertThat(((Expired) accounts().expire(this.organisation, 2)).tickets()).hasSize(2);
        assertThat(((Expired) accounts().expire(this.organisation, 2)).tickets()).hasSize(1);
    }

    @Test
    void extendedLeaseIsNotOverdue() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10")));
        accounts().extendLease(this.organisation, ticket, Duration.ZERO);

        assertThat(accounts().extendLease(this.organisation, ticket, LEASE)).isInstanceOf(Extended.class);
        assertThat(accounts().expire(this.organisation, 10)).isEqualTo(new Expired(List.of()));
    }

    @Test
    void resizeRenewsTheLease() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10")));
        accounts().extendLease(this.organisation, ticket, Duration.ZERO);

        resize(ticket, 1, dollars("alice", "1.00", "0.20"));
        assertThat(accounts().expire(this.organisation, 10)).isEqualTo(new Expired(List.of()));
    }

    @Test
    void I3_settlementWhoseTicketWasLostIsRestoredOnce() {
        Window window = windowAround(now());
        List<Reservation> reserved = List.of(
                new Reservation(new AccountName("alice"), Unit.NANO_DOLLARS, Window.ALWAYS),
                new Reservation(new AccountName("alice/hour"), Unit.NANO_DOLLARS, window),
                new Reservation(new AccountName("slots"), Unit.CALLS, Window.ALWAYS));
        Settlement settlement = new Settlement(this.organisation, ticket(), Money.parse("0.12"), LedgerEntry.EMPTY);
        accounts().balances(this.organisation, List.of());

        SettleResult first = accounts().restore(settlement, reserved);
        assertThat(accounts().restore(settlement, reserved)).isEqualTo(repeated(first));
        assertThat(accounts().settle(settlement)).isEqualTo(repeated(first));

        assertThat(balance(money("alice", "1.00")).used()).isEqualTo(Money.parse("0.12").nanos());
        assertThat(balance(new Account(new AccountName("alice/hour"), Unit.NANO_DOLLARS, 1, List.of(window))).used())
            .isEqualTo(Money.parse("0.12").nanos());
        assertThat(ledger()).singleElement()
            .satisfies((line) -> assertThat(line.reason()).isEqualTo(Ending.Kind.RESTORED));
    }

    @Test
    void I3_restoringATicketThatIsStillOpenSettlesIt() {
        Ticket ticket = ticket();
        Held held = held(hold(ticket, dollars("alice", "1.00", "0.30")));

        accounts().restore(new Settlement(this.organisation, ticket, Money.parse("0.12"), LedgerEntry.EMPTY),
                held.balances().stream().map(Balance::reservation).toList());

        Balance balance = balance(money("alice", "1.00"));
        assertThat(balance.used()).isEqualTo(Money.parse("0.12").nanos());
        assertThat(balance.held()).isZero();
    }

    @Test
    void ticketOnNoAccountIsOpenAndSettles() {
        Ticket ticket = ticket();
        assertThat(held(hold(ticket)).balances()).isEmpty();
        assertThat(held(hold(ticket)).balances()).isEmpty();

        assertThat(resize(ticket, 1)).isInstanceOf(Held.class);
        assertThat(settle(ticket, "0.12")).isInstanceOfSatisfying(Settled.class,
                (settled) -> assertThat(settled.repeated()).isFalse());
        assertThat(ledger()).singleElement().satisfies((line) -> {
            assertThat(line.charge()).isEqualTo(Money.parse("0.12"));
            assertThat(line.accounts()).isEmpty();
        });
    }

    @Test
    void I6_lostTicketOnNoAccountHasALedgerEntry() {
        Ticket ticket = ticket();
        held(accounts().hold(new HoldRequest(this.organisation, ticket, List.of(), LEASE,
                new LedgerEntry(Map.of("consumer", "alice")))));

        assertThat(expireNow(ticket)).isEqualTo(new Expired(List.of(new ExpiredTicket(ticket, Money.ZERO))));
        assertThat(ledger()).singleElement().satisfies((line) -> {
            assertThat(line.reason()).isEqualTo(Ending.Kind.EXPIRED);
            assertThat(line.charge()).isEqualTo(Money.ZERO);
            assertThat(line.entry().fields()).containsEntry("consumer", "alice");
        });
    }

    @Test
    void ticketOnNoAccountCanStillHoldLater() {
        Ticket ticket = ticket();
        held(hold(ticket));

        assertThat(resize(ticket, 1, dollars("alice", "1.00", "0.30"))).isInstanceOf(Held.class);
        assertThat(resize(ticket, 2)).isInstanceOf(Held.class);
        settle(ticket, "0.12");

        assertThat(balance(money("alice", "1.00")).used()).isZero();
        assertThat(balance(money("alice", "1.00")).held()).isZero();
    }

    @Test
    void I3_settlementOnNoAccountIsRestored() {
        accounts().balances(this.organisation, List.of());

        assertThat(accounts()
            .restore(new Settlement(this.organisation, ticket(), Money.parse("0.12"), LedgerEntry.EMPTY), List.of()))
            .isInstanceOf(Settled.class);
        assertThat(ledger()).singleElement()
            .satisfies((line) -> assertThat(line.reason()).isEqualTo(Ending.Kind.RESTORED));
    }

    @Test
    void findsAnOpenTicketAndWhatItHolds() {
        Ticket ticket = ticket();
        LedgerEntry entry = new LedgerEntry(Map.of("consumer", "al/\"i\u00e9\nce"));
        Held held = held(accounts().hold(new HoldRequest(this.organisation, ticket,
                List.of(slot("slots", 1), dollars("alice \"quoted\"/month", "1.00", "0.30")), LEASE, entry)));

        assertThat(accounts().find(this.organisation, ticket)).isEqualTo(new FindResult.Open(Money.parse("0.30"),
                held.balances().stream().map(Balance::reservation).toList(), entry, held.leaseEnd()));
    }

    @Test
    void findsATicketOnNoAccount() {
        Ticket ticket = ticket();
        Held held = held(hold(ticket));

        assertThat(accounts().find(this.organisation, ticket))
            .isEqualTo(new FindResult.Open(Money.ZERO, List.of(), LedgerEntry.EMPTY, held.leaseEnd()));
    }

    @Test
    void findsWhatATicketHoldsAfterItsLastResize() {
        Ticket ticket = ticket();
        held(hold(ticket, dollars("alice", "1.00", "0.10")));
        resize(ticket, 1, dollars("bob", "1.00", "0.40"));

        assertThat(accounts().find(this.organisation, ticket)).isInstanceOfSatisfying(FindResult.Open.class, (open) -> {
            assertThat(open.held()).isEqualTo(Money.parse("0.40"));
            assertThat(open.accounts()).extracting(Reservation::account).containsExactly(new AccountName("bob"));
        });
    }

    @Test
    void findsHowATicketEndedAndThatAnotherIsUnknown() {
        Ticket settled = ticket();
        held(hold(settled, dollars("alice", "1.00", "0.30")));
        settle(settled, "0.12");
        Ticket refused = ticket();
        hold(refused, dollars("alice", "1.00", "3.00"));

        assertThat(accounts().find(this.organisation, settled))
            .isEqualTo(new Closed(new Ending(Ending.Kind.SETTLED, Money.parse("0.12"))));
        assertThat(accounts().find(this.organisation, refused)).isEqualTo(new Unknown());
        assertThat(accounts().find(this.organisation, ticket())).isEqualTo(new Unknown());
    }

    @Test
    void P17_subjectsAndOrganisationsDoNotShare() {
        held(hold(ticket(), dollars("alice", "1.00", "1.00")));

        held(hold(ticket(), dollars("bob", "1.00", "1.00")));
        Organisation other = new Organisation(this.organisation.id() + "-other");
        held(accounts().hold(
                new HoldRequest(other, ticket(), List.of(dollars("alice", "1.00", "1.00")), LEASE, LedgerEntry.EMPTY)));
    }

    @Test
    void largestAmountsStayExact() {
        Account account = new Account(new AccountName("alice"), Unit.NANO_DOLLARS, Account.LARGEST,
                List.of(Window.ALWAYS));
        Ticket ticket = ticket();
        held(hold(ticket, new AccountHold(account, Account.LARGEST - 1)));
        assertThat(hold(ticket(), new AccountHold(account, 2))).isInstanceOf(Refused.class);
        held(hold(ticket(), new AccountHold(account, 1)));
        assertThat(hold(ticket(), new AccountHold(account, 1))).isInstanceOf(Refused.class);

        accounts().settle(new Settlement(this.organisation, ticket, new Money(Account.LARGEST), LedgerEntry.EMPTY));
        assertThat(balance(account).used()).isEqualTo(Account.LARGEST);
        assertThat(balance(account).held()).isEqualTo(1);
        assertThat(hold(ticket(), new AccountHold(account, Account.LARGEST))).isInstanceOf(Refused.class);
    }

    @Test
    void amountsThatScriptsCannotCountExactlyAreRefusedAtConstruction() {
        AccountName name = new AccountName("alice");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Account(name, Unit.NANO_DOLLARS, Account.LARGEST + 1, List.of(Window.ALWAYS)))
            .withMessageContaining("9007199.254740991 USD");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new AccountHold(Account.ofCalls(name, 1), Account.LARGEST + 1));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Settlement(this.organisation, ticket(), new Money(Account.LARGEST + 1), LedgerEntry.EMPTY));
    }

    @Test
    void requestsThatCannotBeMeantAreRefusedAtConstruction() {
        assertThatIllegalArgumentException().isThrownBy(() -> request(IntStream.rangeClosed(0, 16)
            .mapToObj((i) -> dollars("account-" + i, "1.00", "0.1"))
            .toArray(AccountHold[]::new)));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> request(dollars("alice", "1.00", "0.1"), dollars("alice", "1.00", "0.1")));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> request(dollars("alice", "1.00", "0.1"), dollars("bob", "1.00", "0.2")));
        assertThatIllegalArgumentException().isThrownBy(() -> new LedgerEntry(Map.of("charge", "0")));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountName("two\nlines"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Organisation("a}b"));
    }

    protected Organisation organisation() {
        return this.organisation;
    }

    private static Ticket ticket() {
        return Ticket.random(RANDOM);
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static Window windowAround(long now) {
        return new Window(now - HOUR, now + HOUR);
    }

    private static List<Window> hoursAround(long startOfCurrent) {
        List<Window> windows = new ArrayList<>();
        for (long start = startOfCurrent - 2 * HOUR; start <= startOfCurrent + 2 * HOUR; start += HOUR) {
            windows.add(new Window(start, start + HOUR));
        }
        return windows;
    }

    private static Account money(String name, String cap) {
        return Account.ofMoney(new AccountName(name), Money.parse(cap), List.of(Window.ALWAYS));
    }

    private static AccountHold dollars(String name, String cap, String amount) {
        return AccountHold.of(money(name, cap), Money.parse(amount));
    }

    private static AccountHold slot(String name, long cap) {
        return new AccountHold(Account.ofCalls(new AccountName(name), cap), 1);
    }

    private static AccountHold in(Window window, long cap, long amount) {
        return new AccountHold(new Account(new AccountName("alice/window"), Unit.NANO_DOLLARS, cap, List.of(window)),
                amount);
    }

    private HoldRequest request(AccountHold... holds) {
        return new HoldRequest(this.organisation, ticket(), List.of(holds), LEASE, LedgerEntry.EMPTY);
    }

    private HoldResult hold(Ticket ticket, AccountHold... holds) {
        return accounts().hold(new HoldRequest(this.organisation, ticket, List.of(holds), LEASE, LedgerEntry.EMPTY));
    }

    private ResizeResult resize(Ticket ticket, int sequence, AccountHold... holds) {
        return accounts().resize(new ResizeRequest(this.organisation, ticket, sequence, List.of(holds), LEASE));
    }

    private SettleResult settle(Ticket ticket, String charge) {
        return accounts().settle(new Settlement(this.organisation, ticket, Money.parse(charge), LedgerEntry.EMPTY));
    }

    private ExpireResult expireNow(Ticket ticket) {
        accounts().extendLease(this.organisation, ticket, Duration.ZERO);
        return accounts().expire(this.organisation, 10);
    }

    private Balance balance(Account account) {
        return ((Balances) accounts().balances(this.organisation, List.of(account))).balances().getFirst();
    }

    private List<LedgerLine> ledger() {
        return ledger(this.organisation);
    }

    /** As the answer to a copy of a request that was carried out. */
    private static SettleResult repeated(SettleResult first) {
        assertThat(first).isInstanceOfSatisfying(Settled.class, (settled) -> assertThat(settled.repeated()).isFalse());
        Settled settled = (Settled) first;
        return new Settled(settled.charged(), settled.entryId(), true);
    }

    private static Held held(HoldResult result) {
        assertThat(result).isInstanceOf(Held.class);
        return (Held) result;
    }

}
