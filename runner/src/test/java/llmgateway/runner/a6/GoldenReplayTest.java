package llmgateway.runner.a6;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.RequestRewrite;
import llmgateway.runner.a6.GatewayFrames.Call;
import llmgateway.runner.pipeline.PluginConf;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real APISIX 3.18 sent, sent again. */
@Timeout(60)
class GoldenReplayTest {

    @TempDir
    Path directory;

    @Test
    void recordedCallsGetTheReplyThatWasRecorded() throws Exception {
        NamedFilter route = new NamedFilter("llm-route", (request, response, chain) -> {
            byte[] body = ((Exchange) request).body();
            request.setHeader("X-LLM-Upstream", "1");
            request.setHeader("Authorization", "Bearer sk-upstream");
            if (body.length > 0) {
                ((Exchange) request).rewrite(RequestRewrite.builder().body(body).build());
            }
            chain.filter(request, response);
        });
        Map<Long, Long> tokens = new HashMap<>();
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(route));
                GatewayPeer preparing = runner.connect();
                GatewayPeer calling = runner.connect()) {
            for (Path recording : children(golden("frames"))) {
                List<Path> files = children(recording).stream().filter((f) -> f.toString().endsWith(".bin")).toList();
                for (int i = 0; i < files.size(); i++) {
                    byte[] frame = Files.readAllBytes(files.get(i));
                    switch (name(files.get(i))) {
                        case "gw-t1" -> {
                            preparing.send(frame);
                            Reply.Prepared recorded = (Reply.Prepared) Reply.of(read(files.get(i + 1)));
                            Reply.Prepared ours = (Reply.Prepared) Reply.of(preparing.receive());
                            tokens.put(recorded.token(), ours.token());
                        }
                        case "gw-t2" -> calling.send(withOurToken(frame, tokens));
                        case "gw-t3" -> {
                            assertThat(calling.receive().type()).isEqualTo(FrameType.EXTRA_INFO);
                            calling.send(frame);
                        }
                        case "run-t2" -> {
                            Reply.Rewritten recorded = (Reply.Rewritten) Reply.of(read(files.get(i)));
                            Reply.Rewritten ours = (Reply.Rewritten) Reply.of(calling.receive());
                            assertThat(ours.id()).as(recording.toString()).isEqualTo(recorded.id());
                            assertThat(ours.rewrite().headers())
                                .containsExactlyInAnyOrderElementsOf(recorded.rewrite().headers());
                            assertThat(ours.rewrite().body().orElse(new byte[0]))
                                .isEqualTo(recorded.rewrite().body().orElse(new byte[0]));
                        }
                        default -> {
                        }
                    }
                }
            }
        }
    }

    @Test
    void tracedConnectionsAreServed() throws Exception {
        List<Path> traces = children(golden("traces")).stream()
            .filter((file) -> file.toString().endsWith(".in.bin"))
            .toList();
        Set<PluginFilter> filters = new HashSet<>();
        for (Path trace : traces) {
            for (Frame frame : frames(trace)) {
                if (frame.type() == FrameType.PREPARE_CONF) {
                    for (PluginConf conf : FrameDecoder.prepareConf(frame.body()).conf()) {
                        filters.add(asking(conf.name()));
                    }
                }
            }
        }
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.copyOf(filters));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("before", Map.of(filters.iterator().next().name(), "{}"));
            for (Path trace : traces) {
                for (Frame frame : frames(trace)) {
                    byte[] whole = GatewayFrames.frame(frame.type(), frame.body());
                    switch (frame.type()) {
                        case PREPARE_CONF -> {
                            gateway.send(whole);
                            token = ((Reply.Prepared) Reply.of(gateway.receive())).token();
                        }
                        case HTTP_REQ_CALL -> {
                            gateway.send(patch(whole, 16, token));
                            assertThat(gateway.finish(known())).isInstanceOfSatisfying(Reply.Rewritten.class,
                                    (reply) -> assertThat(reply.header("X-Consumer")).contains("alice"));
                        }
                        case HTTP_RESP_CALL -> {
                            gateway.send(patch(whole, 10, token));
                            assertThat(gateway.finish(known())).isInstanceOf(Reply.Answered.class);
                        }
                        case EXTRA_INFO -> FrameDecoder.extraInfo(frame.body());
                        case ERROR -> throw new AssertionError("a gateway sends no errors");
                    }
                }
            }
        }
    }

    private static Call known() {
        return Call.post("/", "{}").withVariables(Map.of("consumer_name", "alice"));
    }

    private static PluginFilter asking(String name) {
        record Asking(String name) implements PluginFilter {

            @Override
            public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
                ((Exchange) request).fetch(Set.of("consumer_name", "nosuchvar"), true);
                request.setHeader("X-Consumer", request.getVars("consumer_name"));
                chain.filter(request, response);
            }

            @Override
            public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
                response.setBody(request.getBody());
                chain.postFilter(request, response);
            }

        }
        return new Asking(name);
    }

    private static byte[] withOurToken(byte[] frame, Map<Long, Long> tokens) throws IOException {
        long recorded = FrameDecoder.requestCall(Arrays.copyOfRange(frame, Frame.HEADER, frame.length)).confToken();
        return patch(frame, 16, Optional.ofNullable(tokens.get(recorded)).orElseThrow());
    }

    /** Writes the 32-bit field at that place of the root table's vtable. */
    private static byte[] patch(byte[] frame, int field, long value) {
        ByteBuffer body = ByteBuffer.wrap(frame, Frame.HEADER, frame.length - Frame.HEADER)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
        int table = body.getInt(0);
        int vtable = table - body.getInt(table);
        body.putInt(table + body.getShort(vtable + field), (int) value);
        return frame;
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        String[] parts = name.substring(0, name.length() - ".bin".length()).split("-");
        return parts[2] + "-" + parts[3];
    }

    private static Frame read(Path file) throws IOException {
        return frames(file).getFirst();
    }

    private static List<Frame> frames(Path file) throws IOException {
        FrameReader reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(Files.readAllBytes(file))));
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static Path golden(String name) throws URISyntaxException {
        URI place = Objects.requireNonNull(GoldenReplayTest.class.getResource("/golden/" + name)).toURI();
        return Path.of(place);
    }

}
