package llmgateway.metrics.price;

import java.util.List;

import llmgateway.document.Problem;

/** What came of reading a price list. */
public sealed interface PriceListReading {

    record Usable(PriceList prices) implements PriceListReading {
    }

    /**
     * A price list that cannot be used.
     *
     * @param problems all of them; at least one
     */
    record Faulty(List<Problem> problems) implements PriceListReading {

        public Faulty {
            problems = List.copyOf(problems);
        }

    }

}
