package llmgateway.metrics.autoconfigure;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.metrics.price.RateField;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where the price list comes from.
 *
 * @param shipped whether the price list that comes with the gateway is laid beneath
 * @param file the operator's own files, laid over it in order
 * @param reloadInterval time between two looks at whether a file has changed; zero for
 * none
 * @param byDefault what a model costs that no file lists
 */
@ConfigurationProperties(prefix = "llm.prices", ignoreUnknownFields = false)
public record PriceProperties(@DefaultValue("true") boolean shipped, @DefaultValue List<Path> file,
        @DefaultValue("5s") Duration reloadInterval, @Name("default") @DefaultValue DefaultPrice byDefault) {

    public PriceProperties {
        file = List.copyOf(file);
        if (reloadInterval.isNegative()) {
            throw new IllegalArgumentException("llm.prices.reload-interval must not be negative");
        }
    }

    /**
     * US dollars, as dear as the dearest models that many use: a model that nobody priced
     * is never a way around a budget.
     *
     * @param input for a million input tokens of any kind
     * @param output for a million output tokens of any kind
     */
    public record DefaultPrice(@DefaultValue("15") BigDecimal input, @DefaultValue("75") BigDecimal output,
            @DefaultValue("0.25") BigDecimal perImage, @DefaultValue("0.06") BigDecimal perAudioMinute,
            @DefaultValue("100") BigDecimal perMillionCharacters, @DefaultValue("35") BigDecimal perThousandWebSearches,
            @DefaultValue("5") BigDecimal perThousandSearches) {

        Price toPrice() {
            Map<Meter, Long> rates = new EnumMap<>(Meter.class);
            put(rates, RateField.INPUT, this.input);
            put(rates, RateField.OUTPUT, this.output);
            put(rates, RateField.PER_IMAGE, this.perImage);
            put(rates, RateField.PER_AUDIO_MINUTE, this.perAudioMinute);
            put(rates, RateField.PER_MILLION_CHARACTERS, this.perMillionCharacters);
            put(rates, RateField.PER_THOUSAND_WEB_SEARCHES, this.perThousandWebSearches);
            put(rates, RateField.PER_THOUSAND_SEARCHES, this.perThousandSearches);
            return Price.of(new Rates(rates));
        }

        private static void put(Map<Meter, Long> rates, RateField field, BigDecimal usd) {
            rates.put(field.meter(), field.nanosPerMillion(usd));
        }

    }

}
