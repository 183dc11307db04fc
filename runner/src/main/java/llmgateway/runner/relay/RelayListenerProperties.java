package llmgateway.runner.relay;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where APISIX reaches the relay.
 *
 * @param enabled whether the listener opens
 * @param listen address and port; port 0 takes a free one. Keep it on loopback: whoever
 * has a ticket gets the call's answer
 * @param maxPlans that wait for APISIX at a time
 * @param maxPlanBytes of request bodies that wait at a time
 * @param planLifetime after which a plan that nobody took is dropped
 * @param maxConnections open at a time; more wait in the system's queue
 * @param idleTimeout after which a connection without traffic is closed; longer than
 * APISIX keeps its connections to an upstream, 60 s by default
 * @param shutdownGrace for running requests at a stop
 */
@ConfigurationProperties(prefix = "llm.relay", ignoreUnknownFields = false)
public record RelayListenerProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1:9085") String listen, @DefaultValue("10000") int maxPlans,
        @DefaultValue("256MB") DataSize maxPlanBytes, @DefaultValue("60s") Duration planLifetime,
        @DefaultValue("4096") int maxConnections, @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("20s") Duration shutdownGrace) {
}
