package llmgateway.metrics.meter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import llmgateway.core.call.Caller;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerBudgetEventsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final MicrometerBudgetEvents events = new MicrometerBudgetEvents(this.registry, new LabelLimits(1, 1, 0));

    @Test
    void countsRefusalsByLimitAsManyAsThereMayBe() {
        for (String limit : new String[] { "team-day", "team-day", "second", "third" }) {
            this.events.refused(limit, ErrorCode.INSUFFICIENT_QUOTA, Caller.UNKNOWN, new CatalogueModel("gpt-4o"));
        }

        assertThat(count("llm.gateway.limit.refusals", "llm.limit", "team-day", "llm.code", "insufficient_quota"))
            .isEqualTo(2);
        assertThat(count("llm.gateway.limit.refusals", "llm.limit", "other", "llm.code", "insufficient_quota"))
            .isEqualTo(2);
    }

    @Test
    void showsWhetherTheStoreIsAwayAndWhatWaitsForIt() {
        assertThat(gauge("llm.gateway.store.away")).isZero();
        this.events.storeAway();
        this.events.settlementsWaiting(7);
        assertThat(gauge("llm.gateway.store.away")).isOne();
        assertThat(gauge("llm.gateway.settlements.waiting")).isEqualTo(7);
        this.events.storeBack();
        assertThat(gauge("llm.gateway.store.away")).isZero();
    }

    @Test
    void countsWhatElseHappens() {
        assertThat(count("llm.gateway.tickets.expired")).as("so that the first is an increase").isZero();
        this.events.warned("team-day", "team-day of alice", 80);
        this.events.storeUnavailable("timeout");
        this.events.admittedWithoutStore();
        this.events.expired(Money.parse("1.5"));
        this.events.overran(Money.parse("2"), Money.parse("1"));
        this.events.journalFailed(3);
        this.events.ledgerArchived(5);
        this.events.ledgerArchiveFailed();
        this.events.ledgerTrimmed(4);

        assertThat(count("llm.gateway.limit.warnings", "llm.limit", "team-day", "llm.percent", "80")).isOne();
        assertThat(count("llm.gateway.store.unavailable", "llm.reason", "timeout")).isOne();
        assertThat(count("llm.gateway.calls.admitted.without.store")).isOne();
        assertThat(count("llm.gateway.tickets.expired")).isOne();
        assertThat(count("llm.gateway.tickets.expired.cost")).isEqualTo(1.5);
        assertThat(count("llm.gateway.calls.overran")).isOne();
        assertThat(count("llm.gateway.settlements.unjournaled")).isEqualTo(3);
        assertThat(count("llm.gateway.ledger.archived")).isEqualTo(5);
        assertThat(count("llm.gateway.ledger.archive.failures")).isOne();
        assertThat(count("llm.gateway.ledger.trimmed")).isEqualTo(4);
    }

    private double count(String name, String... tags) {
        return this.registry.get(name).tags(tags).counter().count();
    }

    private double gauge(String name) {
        return this.registry.get(name).gauge().value();
    }

}
