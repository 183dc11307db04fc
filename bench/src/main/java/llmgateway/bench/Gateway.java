package llmgateway.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import llmgateway.budget.admission.Admitter;
import llmgateway.budget.autoconfigure.LlmBudgetAutoConfiguration;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.PriceBook;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;

/** The plugin's objects as its own auto-configuration wires them in service. */
final class Gateway implements AutoCloseable {

    /** 1 USD for a million tokens of input, 2 USD of output. */
    static final ModelTerms TERMS = new ModelTerms(
            Price.of(new Rates(Map.of(Meter.INPUT_TOKENS, 1_000_000_000L, Meter.OUTPUT_TOKENS, 2_000_000_000L))),
            Priced.LISTED, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    private final AnnotationConfigApplicationContext context;

    private Gateway(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    static Gateway on(BenchRedis redis) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("bench", Map.of("llm.redis.address", redis.address(),
                    "llm.redis.time-limit", BenchRedis.TIME_LIMIT.toMillis() + "ms", "llm.redis.patience", "30s")));
        context.registerBean(PriceBook.class, () -> (model, target, at) -> TERMS);
        context.register(LlmBudgetAutoConfiguration.class);
        context.refresh();
        return new Gateway(context);
    }

    Admitter admitter() {
        return this.context.getBean(Admitter.class);
    }

    Settlements settlements() {
        return this.context.getBean(Settlements.class);
    }

    UsageBook usageBook() {
        return this.context.getBean(UsageBook.class);
    }

    @Override
    public void close() {
        this.context.close();
    }

}
