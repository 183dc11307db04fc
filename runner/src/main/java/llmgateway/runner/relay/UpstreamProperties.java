package llmgateway.runner.relay;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import llmgateway.relay.settings.RelaySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How the relay talks to providers; see {@link RelaySettings} for each. */
@ConfigurationProperties(prefix = "llm.upstream", ignoreUnknownFields = false)
public record UpstreamProperties(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("5s") Duration tlsTimeout,
        @DefaultValue("10m") Duration firstByteTimeout, @DefaultValue("5m") Duration chunkTimeout,
        @DefaultValue("30m") Duration totalTimeout, @DefaultValue("5s") Duration connectionWait,
        @DefaultValue("500") int connectionsPerProvider, @DefaultValue("4000") int connections,
        @DefaultValue("30s") Duration keepAlive, @DefaultValue("256MB") DataSize maxAnswer,
        @DefaultValue("1MB") DataSize heldBack, @DefaultValue("4MB") DataSize maxRestartable,
        @DefaultValue("16MB") DataSize maxTranslated, @DefaultValue("5s") Duration credentialWait,
        @DefaultValue("30s") Duration drainTimeout, @DefaultValue("8MB") DataSize drainBytes, @Nullable URI proxy) {

    RelaySettings settings() {
        return new RelaySettings(this.connectTimeout, this.tlsTimeout, this.firstByteTimeout, this.chunkTimeout,
                this.totalTimeout, this.connectionWait, this.connectionsPerProvider, this.connections, this.keepAlive,
                this.maxAnswer.toBytes(), Math.toIntExact(this.heldBack.toBytes()),
                Math.toIntExact(this.maxRestartable.toBytes()), Math.toIntExact(this.maxTranslated.toBytes()),
                this.credentialWait, this.drainTimeout, this.drainBytes.toBytes(), Optional.ofNullable(this.proxy));
    }

}
