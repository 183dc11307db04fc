package llmgateway.dialect.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.AnswerReading;

/** Answers for tests, and meters that read them. */
final class Answers {

    private Answers() {
    }

    static String text(String file) {
        try (InputStream in = Answers.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String contentType(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "sse" -> "text/event-stream; charset=utf-8";
            case "html" -> "text/html";
            case "ndjson" -> "application/x-ndjson";
            default -> "application/json";
        };
    }

    /** The answer in one piece. */
    static AnswerReading read(AnswerMeter meter, byte[] answer) {
        meter.write(answer, 0, answer.length);
        return meter.finish(true);
    }

    static AnswerReading readInPieces(AnswerMeter meter, byte[] answer, int size) {
        for (int at = 0; at < answer.length; at += size) {
            meter.write(answer, at, Math.min(size, answer.length - at));
        }
        return meter.finish(true);
    }

    static AnswerReading readInRandomPieces(AnswerMeter meter, byte[] answer, RandomGenerator random) {
        for (int at = 0; at < answer.length;) {
            int length = random.nextInt(Math.min(60, answer.length - at) + 1);
            // Apart from the rest, so that a meter which kept the array would be found.
            byte[] piece = new byte[length + 2];
            System.arraycopy(answer, at, piece, 1, length);
            meter.write(piece, 1, length);
            Arrays.fill(piece, (byte) '"');
            at += length;
        }
        return meter.finish(true);
    }

    static AnswerReading chat(String json) {
        return read(AnswerMeters.of(Endpoint.CHAT_COMPLETIONS, 200, "application/json"), utf8(json));
    }

    static AnswerReading chatEvents(String events) {
        return read(AnswerMeters.of(Endpoint.CHAT_COMPLETIONS, 200, "text/event-stream"), utf8(events));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
