package llmgateway.relay;

import java.time.Duration;
import java.util.Optional;

import llmgateway.relay.settings.RelaySettings;

/** Settings with one limit drawn so close that a test meets it. */
final class Limits {

    private static final RelaySettings USUAL = RelaySettings.defaults();

    private static final Duration SHORT = Duration.ofMillis(150);

    private Limits() {
    }

    static RelaySettings firstByte() {
        return with(SHORT, USUAL.chunkTimeout(), USUAL.totalTimeout(), USUAL.maxAnswerBytes(), USUAL.heldBackBytes());
    }

    static RelaySettings chunk() {
        return with(USUAL.firstByteTimeout(), SHORT, USUAL.totalTimeout(), USUAL.maxAnswerBytes(),
                USUAL.heldBackBytes());
    }

    static RelaySettings total() {
        return with(USUAL.firstByteTimeout(), USUAL.chunkTimeout(), Duration.ofMillis(300), USUAL.maxAnswerBytes(),
                USUAL.heldBackBytes());
    }

    static RelaySettings answerBytes(long bytes) {
        return with(USUAL.firstByteTimeout(), USUAL.chunkTimeout(), USUAL.totalTimeout(), bytes, USUAL.heldBackBytes());
    }

    static RelaySettings heldBack(int bytes) {
        return with(USUAL.firstByteTimeout(), USUAL.chunkTimeout(), USUAL.totalTimeout(), USUAL.maxAnswerBytes(),
                bytes);
    }

    static RelaySettings restartable(int bytes) {
        return with(USUAL.firstByteTimeout(), USUAL.chunkTimeout(), USUAL.totalTimeout(), USUAL.maxAnswerBytes(),
                USUAL.heldBackBytes(), bytes);
    }

    static RelaySettings oneConnection() {
        return new RelaySettings(USUAL.connectTimeout(), USUAL.tlsTimeout(), USUAL.firstByteTimeout(),
                USUAL.chunkTimeout(), USUAL.totalTimeout(), SHORT, 1, 1, USUAL.keepAlive(), USUAL.maxAnswerBytes(),
                USUAL.heldBackBytes(), USUAL.restartableBytes(), USUAL.translatedBytes(), USUAL.credentialWait(),
                USUAL.drainTimeout(), USUAL.drainBytes(), Optional.empty());
    }

    static RelaySettings noDraining() {
        return drain(Duration.ZERO, 0);
    }

    static RelaySettings drainFor(Duration time) {
        return drain(time, USUAL.drainBytes());
    }

    static RelaySettings drainBytes(long bytes) {
        return drain(USUAL.drainTimeout(), bytes);
    }

    private static RelaySettings drain(Duration time, long bytes) {
        return new RelaySettings(USUAL.connectTimeout(), USUAL.tlsTimeout(), USUAL.firstByteTimeout(),
                USUAL.chunkTimeout(), USUAL.totalTimeout(), USUAL.connectionWait(), USUAL.connectionsPerProvider(),
                USUAL.connections(), USUAL.keepAlive(), USUAL.maxAnswerBytes(), USUAL.heldBackBytes(),
                USUAL.restartableBytes(), USUAL.translatedBytes(), USUAL.credentialWait(), time, bytes,
                Optional.empty());
    }

    private static RelaySettings with(Duration firstByte, Duration chunk, Duration total, long answerBytes,
            int heldBack) {
        return with(firstByte, chunk, total, answerBytes, heldBack, USUAL.restartableBytes());
    }

    private static RelaySettings with(Duration firstByte, Duration chunk, Duration total, long answerBytes,
            int heldBack, int restartable) {
        return new RelaySettings(USUAL.connectTimeout(), USUAL.tlsTimeout(), firstByte, chunk, total,
                USUAL.connectionWait(), USUAL.connectionsPerProvider(), USUAL.connections(), USUAL.keepAlive(),
                answerBytes, heldBack, restartable, USUAL.translatedBytes(), USUAL.credentialWait(),
                USUAL.drainTimeout(), USUAL.drainBytes(), Optional.empty());
    }

}
