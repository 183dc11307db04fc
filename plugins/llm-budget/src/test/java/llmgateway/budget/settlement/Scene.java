package llmgateway.budget.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Window;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Usage;

/**
 * Nodes that share a store, and calls of alice, who has a budget and so many calls at
 * once.
 */
final class Scene implements AutoCloseable {

    static final Organisation ORGANISATION = new Organisation("acme");

    static final Duration LEASE = Duration.ofMinutes(2);

    static final Account MONEY = Account.ofMoney(new AccountName("alice/day"), Money.parse("1000"),
            List.of(Window.ALWAYS));

    static final Account SLOTS = Account.ofCalls(new AccountName("alice/calls"), 1000);

    private static final Rate RATE = new Rate(1_000_000, Duration.ofMinutes(1));

    final ManualClock clock = new ManualClock();

    final FragileAccounts store = new FragileAccounts(this.clock);

    final CountedBuckets buckets = new CountedBuckets();

    final RecordedEvents events = new RecordedEvents();

    final InMemoryAccounts local = new InMemoryAccounts(this.clock, FragileAccounts.REMEMBERED, (line) -> {
    });

    private final RandomGenerator random;

    private final List<SettlementNode> nodes = new ArrayList<>();

    Scene() {
        this(RandomGenerator.getDefault().nextLong());
    }

    Scene(long seed) {
        this.random = new SplittableRandom(seed);
    }

    SettlementNode node() {
        return node(SettlementSettings.DEFAULT);
    }

    SettlementNode node(SettlementSettings settings) {
        SettlementNode node = SettlementNode.withoutLoops(
                new Stores(ORGANISATION, this.store, this.buckets, () -> this.local), settings, this.events,
                this.clock);
        this.nodes.add(node);
        return node;
    }

    AdmittedCall call(String reserved) {
        return new AdmittedCall(Ticket.random(this.random), CallId.random(this.random),
                new Caller(Optional.of("alice"), Optional.empty(), Optional.of("r1")), Endpoint.CHAT_COMPLETIONS, false,
                Optional.of(new OriginalModel("gpt\n\"\u2028\0")), new CatalogueModel("gpt"),
                new Target("openai", Dialect.OPENAI, new RequestModel("gpt-5")), Optional.empty(), Price.FREE,
                Priced.LISTED, Usage.NONE, Money.parse(reserved), Optional.of("\r\nuser \ud83d\ude00"), List.of("a,b"),
                Way.DIRECT, this.clock.instant());
    }

    /** Admits a call as the store lets it, and says so to the node. */
    AdmittedCall admit(SettlementNode node, String reserved, TokensTaken... taken) {
        return admit(node, reserved, false, taken);
    }

    AdmittedCall admit(SettlementNode node, String reserved, boolean renewed, TokensTaken... taken) {
        AdmittedCall call = call(reserved);
        boolean held = hold(this.store, call, List.of(taken)) instanceof HoldResult.Held;
        boolean heldHere = !held && hold(this.local, call, List.of()) instanceof HoldResult.Held;
        node.admitted(new Admission(call, held, reserved(), heldHere, List.of(taken), LEASE, renewed));
        return call;
    }

    HoldResult hold(Accounts accounts, AdmittedCall call, List<TokensTaken> taken) {
        return accounts.hold(new HoldRequest(ORGANISATION, call.ticket(),
                List.of(AccountHold.of(MONEY, call.reserved()), new AccountHold(SLOTS, 1)), LEASE,
                HeldEntry.write(call, taken)));
    }

    static List<Reservation> reserved() {
        return List.of(new Reservation(MONEY.name(), MONEY.unit(), Window.ALWAYS),
                new Reservation(SLOTS.name(), SLOTS.unit(), Window.ALWAYS));
    }

    static TokensTaken took(Tokens.Kind kind, long amount) {
        return new TokensTaken(new AccountName(kind.name()), RATE, kind, amount);
    }

    static CallSettlement settlement(AdmittedCall call, String cost) {
        return settlement(call, cost, Usage.ofTokens(100, 20));
    }

    static CallSettlement settlement(AdmittedCall call, String cost, Usage usage) {
        return new CallSettlement(call.ticket(), Optional.of(usage), Money.parse(cost),
                new LedgerEntry(Map.of("model_answered", "gpt\n5", "cost_of", call.callId().value())));
    }

    String used() {
        return new Money(balance(this.store.untouched(), MONEY).used()).toString();
    }

    long held() {
        return balance(this.store.untouched(), MONEY).held() + balance(this.store.untouched(), SLOTS).held();
    }

    Balance balance(Accounts accounts, Account account) {
        return ((Balances) accounts.balances(ORGANISATION, List.of(account))).balances().getFirst();
    }

    List<LedgerLine> ledger() {
        return this.store.ledger();
    }

    /** As a process is killed: nothing is told to anyone. */
    void kill(SettlementNode node) {
        node.close();
        this.nodes.remove(node);
    }

    @Override
    public void close() {
        this.nodes.forEach(SettlementNode::close);
    }

}
