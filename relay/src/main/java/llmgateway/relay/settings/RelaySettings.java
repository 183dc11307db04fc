package llmgateway.relay.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the relay talks to providers.
 *
 * @param connectTimeout to open a TCP connection
 * @param tlsTimeout for the TLS handshake
 * @param firstByteTimeout from the request to the head of the answer; as long as the
 * official SDKs wait, since a plain answer comes only when the model is done
 * @param chunkTimeout between two reads of an answer
 * @param totalTimeout for an attempt from begin to end
 * @param connectionWait for a connection to become free
 * @param connectionsPerProvider open at a time to one host and port
 * @param connections open at a time in all
 * @param keepAlive how long an unused connection is kept
 * @param maxAnswerBytes after which an answer is broken off
 * @param heldBackBytes up to which an error or a JSON answer is read whole before its
 * first byte is passed on, and an event of a stream is kept whole
 * @param restartableBytes up to which a stream is held back where it is to be begun anew
 * when it breaks; beyond it goes on to the client
 * @param translatedBytes up to which an answer that is no stream is translated
 * @param credentialWait the longest that an attempt waits for credentials of a cloud
 * @param drainTimeout how long an answer is read on for its usage when its client is
 * gone; 0 to break it off at once
 * @param drainBytes how much of it
 * @param proxy an HTTP proxy to reach providers through; the system's proxy settings are
 * never used
 */
public record RelaySettings(Duration connectTimeout, Duration tlsTimeout, Duration firstByteTimeout,
        Duration chunkTimeout, Duration totalTimeout, Duration connectionWait, int connectionsPerProvider,
        int connections, Duration keepAlive, long maxAnswerBytes, int heldBackBytes, int restartableBytes,
        int translatedBytes, Duration credentialWait, Duration drainTimeout, long drainBytes, Optional<URI> proxy) {

    public static RelaySettings defaults() {
        return new RelaySettings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(10),
                Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofSeconds(5), 500, 4000, Duration.ofSeconds(30),
                256L << 20, 1 << 20, 4 << 20, 16 << 20, Duration.ofSeconds(5), Duration.ofSeconds(30), 8L << 20,
                Optional.empty());
    }

    public boolean drains() {
        return !this.drainTimeout.isZero() && this.drainBytes > 0;
    }

}
