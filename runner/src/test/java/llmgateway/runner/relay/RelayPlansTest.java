package llmgateway.runner.relay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.runner.FixedAttempt;
import llmgateway.runner.ToldReports;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelayPlansTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final ToldReports reports = new ToldReports();

    private final RelayPlans plans = new RelayPlans(3, 100, Duration.ofNanos(10), this.now::get, this.reports);

    @Test
    void givesAPlanOnceOnly() {
        RelayPlan plan = plan("a", 1);
        this.plans.offer(plan);

        assertThat(this.plans.take(new Ticket("b"))).isEmpty();
        assertThat(this.plans.take(new Ticket("a"))).containsSame(plan);
        assertThat(this.plans.take(new Ticket("a"))).isEmpty();
    }

    @Test
    void P3_dropsAPlanAfterItsLifetimeAndReportsItNeverSent() throws InterruptedException {
        this.plans.offer(plan("a", 60));
        this.now.addAndGet(9);
        this.plans.offer(plan("b", 40));
        this.plans.sweep();
        assertThat(this.reports.isEmpty()).isTrue();
        this.now.addAndGet(1);

        assertThat(this.plans.take(new Ticket("a"))).isEmpty();
        this.plans.sweep();
        assertThat(this.reports.neverSent()).isEqualTo(new Ticket("a"));
        assertThat(this.plans.offer(plan("c", 60))).isTrue();
        assertThat(this.plans.take(new Ticket("b"))).isPresent();
        assertThat(this.reports.isEmpty()).as("no more").isTrue();
    }

    @Test
    void P3_reportsWhatWaitsAtTheEndAndTakesNoMore() throws InterruptedException {
        this.plans.offer(plan("a", 1));
        this.plans.close();
        this.plans.close();

        assertThat(this.reports.neverSent()).isEqualTo(new Ticket("a"));
        assertThat(this.reports.isEmpty()).isTrue();
        assertThat(this.plans.offer(plan("b", 1))).isFalse();
    }

    @Test
    void refusesMorePlansThanItMayHoldAndDropsNoneForThem() {
        assertThat(this.plans.offer(plan("a", 1))).isTrue();
        assertThat(this.plans.offer(plan("b", 1))).isTrue();
        assertThat(this.plans.offer(plan("c", 1))).isTrue();
        assertThat(this.plans.offer(plan("d", 1))).isFalse();

        assertThat(this.plans.take(new Ticket("a"))).isPresent();
        assertThat(this.plans.offer(plan("d", 1))).isTrue();
    }

    @Test
    void refusesMoreBytesThanItMayHold() {
        assertThat(this.plans.offer(plan("a", 60))).isTrue();
        assertThat(this.plans.offer(plan("b", 41))).isFalse();
        assertThat(this.plans.offer(plan("c", 40))).isTrue();
    }

    @Test
    void refusesATicketThatWaitsAlready() {
        this.plans.offer(plan("a", 1));

        assertThat(this.plans.offer(plan("a", 1))).isFalse();
    }

    static RelayPlan plan(String ticket, int bodyBytes) {
        return plan(ticket, URI.create("http://127.0.0.1:1/"), bodyBytes);
    }

    static RelayPlan plan(String ticket, URI uri, int bodyBytes) {
        Call call = new Call(CallId.random(new Random(1)), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, Optional.empty(),
                false, OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        UpstreamRequest request = new UpstreamRequest(new Target("acme", Dialect.OPENAI, new RequestModel("m")),
                Endpoint.CHAT_COMPLETIONS, Optional.empty(), "POST", uri, Headers.NONE, new byte[bodyBytes],
                UpstreamRequest.UsageChunk.PASSED_ON, List.of());
        return new RelayPlan(call, new Ticket(ticket), new byte[bodyBytes], List.of(new FixedAttempt(request)),
                RetryRules.NONE, Headers.NONE);
    }

}
