package llmgateway.metrics.autoconfigure;

import llmgateway.metrics.accounting.AccountingSettings;
import llmgateway.metrics.accounting.AccountingSettings.Charging;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What calls are charged whose provider tells no usage; see {@link AccountingSettings}.
 */
@ConfigurationProperties(prefix = "llm.accounting", ignoreUnknownFields = false)
public record AccountingProperties(@DefaultValue("counted") Charging cutShort,
        @DefaultValue("reserved") Charging usageAbsent) {

    AccountingSettings settings() {
        return new AccountingSettings(this.cutShort, this.usageAbsent);
    }

}
