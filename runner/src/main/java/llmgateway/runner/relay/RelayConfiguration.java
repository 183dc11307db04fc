package llmgateway.runner.relay;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.Relay;
import llmgateway.relay.signing.CloudSigner;
import llmgateway.relay.signing.RequestSigner;
import llmgateway.runner.pipeline.RefusalWriter;
import llmgateway.runner.pipeline.RelayHandover;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The relay, and where {@code llm.relay.enabled} says so its listener for APISIX. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ RelayListenerProperties.class, UpstreamProperties.class })
class RelayConfiguration {

    @Bean
    CloudSigner cloudSigner(UpstreamProperties properties) {
        return new CloudSigner(properties.credentialWait(), Clock.systemUTC());
    }

    @Bean
    Relay relay(UpstreamProperties properties, RequestSigner signer, ObjectProvider<Translations> translations,
            ObjectProvider<AttemptListener> listeners, ObjectProvider<CallReports> reports) {
        List<AttemptListener> all = listeners.orderedStream().toList();
        return new Relay(properties.settings(), new ErrorWriter(),
                translations.getIfAvailable(() -> Translations.all(InstantSource.system())), signer, all,
                orNone(reports));
    }

    private static CallReports orNone(ObjectProvider<CallReports> reports) {
        return reports.getIfAvailable(() -> CallReports.NONE);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "llm.relay.enabled", matchIfMissing = true)
    static class ListenerConfiguration {

        @Bean
        RelayPlans relayPlans(RelayListenerProperties properties, ObjectProvider<CallReports> reports) {
            return new RelayPlans(properties.maxPlans(), properties.maxPlanBytes().toBytes(), properties.planLifetime(),
                    System::nanoTime, orNone(reports));
        }

        @Bean
        RelayHandover relayHandover(RelayPlans plans) {
            return plans::offer;
        }

        @Bean
        RelayListener relayListener(RelayListenerProperties properties, RelayPlans plans, Relay relay,
                ObjectProvider<CallReports> reports, RefusalWriter refusals) {
            return new RelayListener(properties, plans, relay, orNone(reports), refusals);
        }

    }

}
