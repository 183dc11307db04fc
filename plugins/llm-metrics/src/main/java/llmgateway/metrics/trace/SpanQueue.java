package llmgateway.metrics.trace;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ended spans on their way to a collector: whoever ends one never waits, and of those
 * that do not arrive every one is told.
 */
final class SpanQueue implements SpanProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

    private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

    private final int capacity;

    private final LostSpans lost;

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS);

    private final BatchSpanProcessor batches;

    SpanQueue(SpanExporter exporter, QueueSettings settings, LostSpans lost) {
        this.capacity = settings.size();
        this.lost = lost;
        this.batches = BatchSpanProcessor.builder(new Told(exporter))
            // More than is ever let in, so that it never drops one by itself.
            .setMaxQueueSize(settings.size() + settings.batchSize())
            .setMaxExportBatchSize(settings.batchSize())
            .setScheduleDelay(settings.interval())
            .setExporterTimeout(settings.timeout())
            .build();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (this.waiting.incrementAndGet() > this.capacity) {
            this.waiting.decrementAndGet();
            lose(SpanLoss.QUEUE_FULL, 1);
        }
        else {
            this.batches.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return this.batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return this.batches.shutdown();
    }

    private void lose(SpanLoss loss, int count) {
        this.lost.lost(loss, count);
        long now = System.nanoTime();
        long last = this.lastWarning.get();
        if (now - last >= BETWEEN_WARNINGS && this.lastWarning.compareAndSet(last, now)) {
            LOG.warn("spans are lost on their way to the collector ({}); calls go on", loss);
        }
    }

    /** Tells what an export took from the queue, and what it lost. */
    private final class Told implements SpanExporter {

        private final SpanExporter exporter;

        Told(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            SpanQueue.this.waiting.addAndGet(-count);
            CompletableResultCode result = this.exporter.export(spans);
            result.whenComplete(() -> {
                if (!result.isSuccess()) {
                    lose(SpanLoss.EXPORT_FAILED, count);
                }
            });
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return this.exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return this.exporter.shutdown();
        }

    }

}
