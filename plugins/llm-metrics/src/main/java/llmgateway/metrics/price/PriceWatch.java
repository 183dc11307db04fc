package llmgateway.metrics.price;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of the price list from time to time. Files are looked at rather than
 * watched, since mounted ones are replaced by links, which file events miss.
 */
public final class PriceWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PriceWatch.class);

    private final LivePriceBook prices;

    private final Thread thread;

    /**
     * @param interval time between two looks; more than zero
     */
    public PriceWatch(LivePriceBook prices, Duration interval) {
        this.prices = prices;
        this.thread = Thread.ofVirtual().name("llm-price-watch").unstarted(() -> watch(interval));
    }

    public void start() {
        this.thread.start();
    }

    @Override
    public void close() {
        this.thread.interrupt();
    }

    private void watch(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            this.prices.reloadIfChanged();
        }
        catch (RuntimeException ex) {
            log.error("The files of the price list could not be looked at", ex);
        }
    }

}
