package llmgateway.budget.autoconfigure;

import llmgateway.budget.estimate.EstimateSettings;
import llmgateway.budget.estimate.EstimateSettings.UnknownTokenizer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How far estimates go where no document says; see {@link EstimateSettings} for each. */
@ConfigurationProperties(prefix = "llm.estimate", ignoreUnknownFields = false)
public record EstimateProperties(@DefaultValue("calibrated") UnknownTokenizer unknownTokenizer,
        @DefaultValue("262144") int tokenizedCharacters, @DefaultValue("1050000") long contextWindow,
        @DefaultValue("128000") long maxOutputTokens, @DefaultValue("10") int providerToolRounds,
        @DefaultValue("750") int audioBytesPerSecond) {

    EstimateSettings settings() {
        return new EstimateSettings(this.unknownTokenizer, this.tokenizedCharacters, this.contextWindow,
                this.maxOutputTokens, this.providerToolRounds, this.audioBytesPerSecond);
    }

}
