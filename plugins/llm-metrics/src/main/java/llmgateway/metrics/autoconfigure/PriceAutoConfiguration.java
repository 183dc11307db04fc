package llmgateway.metrics.autoconfigure;

import llmgateway.core.price.PriceBook;
import llmgateway.document.DocumentFiles;
import llmgateway.document.FileWatch;
import llmgateway.metrics.price.LivePriceBook;
import llmgateway.metrics.price.PriceListReader;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Contributes the {@link PriceBook}. */
@AutoConfiguration
@ConditionalOnMissingBean(PriceBook.class)
@EnableConfigurationProperties(PriceProperties.class)
public class PriceAutoConfiguration {

    @Bean
    LivePriceBook livePriceBook(PriceProperties properties) {
        return new LivePriceBook(new DocumentFiles(PriceListReader.SHIPPED, properties.shipped(), properties.file()),
                properties.byDefault().toPrice());
    }

    @Bean
    FileWatch priceWatch(LivePriceBook prices, PriceProperties properties) {
        FileWatch watch = new FileWatch("prices", properties::file, prices::reloadIfChanged,
                properties.reloadInterval());
        if (properties.reloadInterval().isPositive()) {
            watch.start();
        }
        return watch;
    }

}
