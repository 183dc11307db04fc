package llmgateway.route.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import llmgateway.dialect.request.RequestLimits;
import llmgateway.route.health.HealthSettings;
import llmgateway.route.health.WhenAllCoolDown;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of llm-route that hold for all routes.
 *
 * @param relayUpstream id of the APISIX upstream that leads to the relay
 * @param relayThrough where APISIX has a route to each provider by its name, such as
 * {@code http://127.0.0.1:9081/llm}; unset, the relay goes to providers itself
 * @param keyCooldown how long a key that its provider refused is set aside while there is
 * another
 * @param failureWindow how long a failure of a target is remembered
 * @param health when targets cool down
 * @param limits what a request may hold at most
 */
@ConfigurationProperties(prefix = "llm.route", ignoreUnknownFields = false)
public record RouteProperties(@DefaultValue("llm-relay") String relayUpstream, Optional<URI> relayThrough,
        @DefaultValue("60s") Duration keyCooldown, @DefaultValue("60s") Duration failureWindow,
        @DefaultValue Health health, @DefaultValue Limits limits) {

    public RouteProperties {
        if (keyCooldown.isNegative() || failureWindow.isNegative()) {
            throw new IllegalArgumentException("llm.route: a duration must not be negative");
        }
        relayThrough = relayThrough.map(RouteProperties::withoutSlash);
    }

    private static URI withoutSlash(URI through) {
        boolean web = "http".equals(through.getScheme()) || "https".equals(through.getScheme());
        if (!web || through.getHost() == null || through.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "llm.route.relay-through must be a URL such as http://127.0.0.1:9081/llm");
        }
        return URI.create(through.toString().replaceFirst("/+$", ""));
    }

    /**
     * The components of {@link HealthSettings}, with its defaults.
     *
     * @param whenAllCoolDown what becomes of a call all of whose targets cool down
     */
    public record Health(@DefaultValue("30s") Duration window, @DefaultValue("20") int minimumCalls,
            @DefaultValue("0.5") double failureRatio, @DefaultValue("10s") Duration cooldown,
            @DefaultValue("5m") Duration longestCooldown, @DefaultValue("1s") Duration probeInterval,
            @DefaultValue("refuse") WhenAllCoolDown whenAllCoolDown) {

        HealthSettings settings() {
            return new HealthSettings(this.window, this.minimumCalls, this.failureRatio, this.cooldown,
                    this.longestCooldown, this.probeInterval);
        }

    }

    /** The components of {@link RequestLimits}, with its defaults. */
    public record Limits(@DefaultValue("16777216") int bodyBytes, @DefaultValue("256") int nestingDepth,
            @DefaultValue("1000") int numberDigits, @DefaultValue("256") int modelNameLength,
            @DefaultValue("1024") int keyLength, @DefaultValue("200000") int keys, @DefaultValue("128") int choices,
            @DefaultValue("128") int parts, @DefaultValue("8192") int partHeaderBytes,
            @DefaultValue("1024") int fieldBytes) {

        RequestLimits toRequestLimits() {
            return new RequestLimits(this.bodyBytes, this.nestingDepth, this.numberDigits, this.modelNameLength,
                    this.keyLength, this.keys, this.choices, this.parts, this.partHeaderBytes, this.fieldBytes);
        }

    }

}
