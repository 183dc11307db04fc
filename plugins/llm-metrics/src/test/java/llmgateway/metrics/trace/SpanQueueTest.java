package llmgateway.metrics.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import llmgateway.metrics.trace.SpanWriter.Interval;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SpanQueueTest {

    private static final SpanContext OWN = SpanContext.create("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
            TraceFlags.getSampled(), TraceState.getDefault());

    private final Map<SpanLoss, Integer> lost = new EnumMap<>(SpanLoss.class);

    @Test
    void whoeverEndsASpanNeverWaitsAndIsToldOfThoseThatFoundNoRoom() {
        StuckExporter exporter = new StuckExporter();
        SpanWriter writer = writer(exporter, 4, 1);
        write(writer);
        exporter.awaitStuck();
        for (int i = 0; i < 10; i++) {
            write(writer);
        }

        assertThat(lost(SpanLoss.QUEUE_FULL)).as("of 10, 4 had room").isEqualTo(6);
        exporter.goOn();
        writer.close();
        assertThat(exporter.exported).hasSize(5);
    }

    @Test
    void spansOfAnExportThatFailedAreTold() {
        SpanWriter writer = writer(new RefusingExporter(), 100, 10);
        for (int i = 0; i < 7; i++) {
            write(writer);
        }
        writer.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> lost(SpanLoss.EXPORT_FAILED) == 7);
    }

    @Test
    void aCallsSpanHasTheIdsThatItWasAdmittedUnder() {
        StuckExporter exporter = new StuckExporter();
        exporter.goOn();
        SpanWriter writer = writer(exporter, 10, 10);
        write(writer);
        writer.attempt("chat m", OWN, new Interval(Instant.EPOCH, Duration.ofSeconds(1)), Attributes.empty());
        writer.close();

        assertThat(exporter.exported).hasSize(2);
        SpanData call = exporter.exported.getFirst();
        SpanData attempt = exporter.exported.getLast();
        assertThat(call.getTraceId()).isEqualTo(OWN.getTraceId());
        assertThat(call.getSpanId()).isEqualTo(OWN.getSpanId());
        assertThat(attempt.getParentSpanId()).isEqualTo(OWN.getSpanId());
        assertThat(attempt.getSpanId()).isNotEqualTo(OWN.getSpanId());
        assertThat(attempt.getEndEpochNanos()).isEqualTo(1_000_000_000);
    }

    @Test
    void textsOfAttributesAreCut() {
        StuckExporter exporter = new StuckExporter();
        exporter.goOn();
        SpanWriter writer = writer(exporter, 10, 10);
        writer.call("chat m", OWN, SpanContext.getInvalid(), new Interval(Instant.EPOCH, Duration.ZERO),
                Attributes.of(SpanAttribute.REQUEST_MODEL, "m".repeat(1000)));
        writer.close();

        assertThat(exporter.exported.getFirst().getAttributes().get(SpanAttribute.REQUEST_MODEL)).hasSize(64);
    }

    private SpanWriter writer(SpanExporter exporter, int size, int batchSize) {
        return new SpanWriter(exporter,
                new QueueSettings(size, batchSize, Duration.ofMillis(10), Duration.ofSeconds(30)), this::tell,
                Attributes.empty(), 64);
    }

    private static void write(SpanWriter writer) {
        writer.call("chat m", OWN, SpanContext.getInvalid(), new Interval(Instant.EPOCH, Duration.ofSeconds(1)),
                Attributes.empty());
    }

    private synchronized void tell(SpanLoss loss, int count) {
        this.lost.merge(loss, count, Integer::sum);
    }

    private synchronized int lost(SpanLoss loss) {
        return this.lost.getOrDefault(loss, 0);
    }

    /** Blocks its first export until told to go on. */
    private static final class StuckExporter implements SpanExporter {

        private final CountDownLatch stuck = new CountDownLatch(1);

        private final CountDownLatch goOn = new CountDownLatch(1);

        private final List<SpanData> exported = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            this.stuck.countDown();
            await(this.goOn);
            this.exported.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        void awaitStuck() {
            await(this.stuck);
        }

        void goOn() {
            this.goOn.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

    }

    private static final class RefusingExporter implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

    }

}
