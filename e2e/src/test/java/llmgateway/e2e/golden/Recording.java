package llmgateway.e2e.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.e2e.gateway.wire.Frame;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.StrictReader;

/**
 * One recorded call, taken apart.
 *
 * @param prepareConf as sent before the call; empty where the token was known
 * @param call the HTTPReqCall or HTTPRespCall as sent
 * @param answers what the gateway answered, by question
 * @param accepted the runner's last word, which APISIX accepted
 */
record Recording(String name, Optional<Frame> prepareConf, Frame call, Map<RunnerMessage, Frame> answers,
        RunnerMessage accepted) {

    private static final int TOKEN_SLOT_OF_REQUEST = 6;

    private static final int TOKEN_SLOT_OF_RESPONSE = 3;

    @Override
    public String toString() {
        return this.name;
    }

    /** The call under another configuration token. */
    Frame callWithToken(long token) {
        int slot = (this.call.type() == Frame.HTTP_REQ_CALL) ? TOKEN_SLOT_OF_REQUEST : TOKEN_SLOT_OF_RESPONSE;
        byte[] payload = this.call.payload().clone();
        ByteBuffer buffer = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        int table = buffer.getInt(0);
        int vtable = table - buffer.getInt(table);
        buffer.putInt(table + buffer.getShort(vtable + 4 + 2 * slot), (int) token);
        return new Frame(this.call.type(), payload);
    }

    /** Those below {@code golden/frames}, in order. */
    static List<Recording> frames() {
        return list("/golden/frames").map((directory) -> {
            List<Path> files = list(directory).filter((file) -> file.toString().endsWith(".bin")).toList();
            List<Frame> sent = files.stream()
                .filter((file) -> file.toString().contains("-gw-"))
                .map((file) -> Frame.parse(bytes(file)))
                .toList();
            List<Frame> replied = files.stream()
                .filter((file) -> file.toString().contains("-run-"))
                .map((file) -> Frame.parse(bytes(file)))
                .toList();
            return of(String.valueOf(directory.getFileName()), sent, replied);
        }).toList();
    }

    /** Those below {@code golden/traces}, in order. */
    static List<Recording> traces() {
        return list("/golden/traces").filter((file) -> file.toString().endsWith(".in.bin")).map((file) -> {
            Path out = Path.of(file.toString().replace(".in.bin", ".out.bin"));
            String name = String.valueOf(file.getFileName()).replace(".in.bin", "");
            return of(name, split(bytes(file)), split(bytes(out)));
        }).toList();
    }

    private static Recording of(String name, List<Frame> sent, List<Frame> replied) {
        Iterator<Frame> answers = sent.stream().filter((frame) -> frame.type() == Frame.EXTRA_INFO).iterator();
        Map<RunnerMessage, Frame> byQuestion = new HashMap<>();
        replied.stream()
            .filter((frame) -> frame.type() == Frame.EXTRA_INFO)
            .forEach((question) -> byQuestion.put(StrictReader.read(question), answers.next()));
        return new Recording(name, sent.stream().filter((frame) -> frame.type() == Frame.PREPARE_CONF).findFirst(),
                sent.stream().filter(Recording::isCall).findFirst().orElseThrow(), Map.copyOf(byQuestion),
                StrictReader.read(replied.getLast()));
    }

    private static boolean isCall(Frame frame) {
        return frame.type() == Frame.HTTP_REQ_CALL || frame.type() == Frame.HTTP_RESP_CALL;
    }

    private static List<Frame> split(byte[] stream) {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(stream);
        while (buffer.hasRemaining()) {
            int header = buffer.getInt();
            byte[] payload = new byte[header & Frame.MAX_PAYLOAD];
            buffer.get(payload);
            frames.add(new Frame(header >>> 24, payload));
        }
        return frames;
    }

    private static Stream<Path> list(String resource) {
        try {
            URL url = Objects.requireNonNull(Recording.class.getResource(resource));
            return list(Path.of(url.toURI()));
        }
        catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList().stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
