package llmgateway.e2e.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import com.google.flatbuffers.FlatBufferBuilder;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.runner.a6.wire.HTTPReqCall.Action;
import llmgateway.runner.a6.wire.HTTPReqCall.Resp;
import llmgateway.runner.a6.wire.HTTPReqCall.Stop;
import llmgateway.runner.a6.wire.TextEntry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StrictReaderTest {

    @Test
    void readsAStop() {
        assertThat(StrictReader.read(stop())).isInstanceOfSatisfying(RunnerMessage.Stop.class, (stop) -> {
            assertThat(stop.id()).isEqualTo(7);
            assertThat(stop.status()).isEqualTo(403);
            assertThat(stop.headers()).containsExactly(new Entry("x-a", Optional.of("ä")));
            assertThat(stop.body()).asString(StandardCharsets.UTF_8).isEqualTo("no");
        });
    }

    @Test
    void refusesEveryCut() {
        byte[] whole = stop().payload();
        for (int length = 0; length < whole.length - 4; length++) {
            Frame cut = new Frame(Frame.HTTP_REQ_CALL, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> StrictReader.read(cut)).as("cut to " + length)
                .isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void refusesAUnionWithoutAValue() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Resp.startResp(builder);
        Resp.addActionType(builder, Action.Stop);
        builder.finish(Resp.endResp(builder));
        assertThatThrownBy(() -> StrictReader.read(new Frame(Frame.HTTP_REQ_CALL, builder.sizedByteArray())))
            .isInstanceOf(MalformedMessage.class)
            .hasMessageContaining("union");
    }

    @Test
    void refusesAStringThatIsNotUtf8() {
        byte[] payload = stop().payload();
        int at = new String(payload, StandardCharsets.ISO_8859_1).indexOf("x-a");
        payload[at] = (byte) 0xFF;
        assertThatThrownBy(() -> StrictReader.read(new Frame(Frame.HTTP_REQ_CALL, payload)))
            .isInstanceOf(MalformedMessage.class)
            .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAnUnknownType() {
        assertThatThrownBy(() -> StrictReader.read(new Frame(9, new byte[0]))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void refusesAResponseHeaderWithoutAValue() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int name = builder.createString("x-a");
        TextEntry.startTextEntry(builder);
        TextEntry.addName(builder, name);
        int headers = Stop.createHeadersVector(builder, new int[] { TextEntry.endTextEntry(builder) });
        Stop.startStop(builder);
        Stop.addHeaders(builder, headers);
        int stop = Stop.endStop(builder);
        assertThatThrownBy(() -> StrictReader.read(respond(builder, stop))).isInstanceOf(MalformedMessage.class);
    }

    private static Frame stop() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int body = Stop.createBodyVector(builder, "no".getBytes(StandardCharsets.UTF_8));
        int name = builder.createString("x-a");
        int value = builder.createString("ä");
        int entry = TextEntry.createTextEntry(builder, name, value);
        int headers = Stop.createHeadersVector(builder, new int[] { entry });
        return respond(builder, Stop.createStop(builder, 403, headers, body));
    }

    private static Frame respond(FlatBufferBuilder builder, int stop) {
        builder.finish(Resp.createResp(builder, 7, Action.Stop, stop));
        return new Frame(Frame.HTTP_REQ_CALL, builder.sizedByteArray());
    }

}
