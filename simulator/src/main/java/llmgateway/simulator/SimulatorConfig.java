package llmgateway.simulator;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a simulator runs.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param keys the API keys it accepts; none refuses every call
 * @param models the model names it knows; none stands for every name
 * @param faults for every request that asks for no other value of the same, as in
 * {@code x-sim-fault}; empty for none
 * @param signingSecrets what belongs to those of the keys that sign requests, by the key
 * @param clock by which signatures are fresh
 * @param rememberedRequests how many requests {@link Simulator#requests()} keeps at most
 */
public record SimulatorConfig(String host, int port, Set<String> keys, Set<String> models, String faults,
        Map<String, String> signingSecrets, InstantSource clock, int rememberedRequests) {

    /** The key that {@link #defaults()} accepts. */
    public static final String DEFAULT_KEY = "sk-simulator-0000000000000000";

    public SimulatorConfig {
        keys = Set.copyOf(keys);
        models = Set.copyOf(models);
        signingSecrets = Map.copyOf(signingSecrets);
    }

    /** A free port on the loopback address, {@link #DEFAULT_KEY}, every model. */
    public static SimulatorConfig defaults() {
        return new SimulatorConfig("127.0.0.1", 0, Set.of(DEFAULT_KEY), Set.of(), "", Map.of(), InstantSource.system(),
                1000);
    }

    public SimulatorConfig withHost(String host) {
        return new SimulatorConfig(host, this.port, this.keys, this.models, this.faults, this.signingSecrets,
                this.clock, this.rememberedRequests);
    }

    public SimulatorConfig withPort(int port) {
        return new SimulatorConfig(this.host, port, this.keys, this.models, this.faults, this.signingSecrets,
                this.clock, this.rememberedRequests);
    }

    public SimulatorConfig withKeys(String... keys) {
        return new SimulatorConfig(this.host, this.port, Set.of(keys), this.models, this.faults, this.signingSecrets,
                this.clock, this.rememberedRequests);
    }

    public SimulatorConfig withModels(String... models) {
        return new SimulatorConfig(this.host, this.port, this.keys, Set.of(models), this.faults, this.signingSecrets,
                this.clock, this.rememberedRequests);
    }

    /**
     * @param faults such as {@code chunk-delay=50}
     */
    public SimulatorConfig withFaults(String faults) {
        return new SimulatorConfig(this.host, this.port, this.keys, this.models, faults, this.signingSecrets,
                this.clock, this.rememberedRequests);
    }

    /**
     * @param requests how many are kept at most
     */
    public SimulatorConfig remembering(int requests) {
        return new SimulatorConfig(this.host, this.port, this.keys, this.models, this.faults, this.signingSecrets,
                this.clock, requests);
    }

    /**
     * Takes signed requests too.
     * @param accessKeyId of AWS
     * @param secret that signs
     * @param clock by which signatures are fresh
     */
    public SimulatorConfig withSigningKey(String accessKeyId, String secret, InstantSource clock) {
        Set<String> all = new HashSet<>(this.keys);
        all.add(accessKeyId);
        Map<String, String> secrets = new HashMap<>(this.signingSecrets);
        secrets.put(accessKeyId, secret);
        return new SimulatorConfig(this.host, this.port, all, this.models, this.faults, secrets, clock,
                this.rememberedRequests);
    }

    @Override
    public String toString() {
        return "SimulatorConfig[" + this.host + ":" + this.port + ", keys=" + this.keys.size() + "]";
    }

}
