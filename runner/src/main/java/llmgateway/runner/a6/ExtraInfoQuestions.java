package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.util.Collection;

import llmgateway.runner.a6.wire.ExtraInfo.Info;
import llmgateway.runner.a6.wire.ExtraInfo.ReqBody;
import llmgateway.runner.a6.wire.ExtraInfo.Req;
import llmgateway.runner.a6.wire.ExtraInfo.RespBody;
import llmgateway.runner.a6.wire.ExtraInfo.Var;

/** The frames by which the runner asks for more; the gateway answers in their order. */
final class ExtraInfoQuestions {

    private ExtraInfoQuestions() {
    }

    static ByteBuffer variable(String name) throws FrameTooLargeException {
        FrameBuilder frame = new FrameBuilder(name.length());
        int info = Var.createVar(frame.flatbuffer(), frame.text(name));
        return question(frame, Info.Var, info);
    }

    static ByteBuffer requestBody() throws FrameTooLargeException {
        FrameBuilder frame = new FrameBuilder(0);
        ReqBody.startReqBody(frame.flatbuffer());
        return question(frame, Info.ReqBody, ReqBody.endReqBody(frame.flatbuffer()));
    }

    static ByteBuffer responseBody() throws FrameTooLargeException {
        FrameBuilder frame = new FrameBuilder(0);
        RespBody.startRespBody(frame.flatbuffer());
        return question(frame, Info.RespBody, RespBody.endRespBody(frame.flatbuffer()));
    }

    private static ByteBuffer question(FrameBuilder frame, byte type, int info) throws FrameTooLargeException {
        return frame.finish(FrameType.EXTRA_INFO, Req.createReq(frame.flatbuffer(), type, info));
    }

    static ByteBuffer joined(Collection<ByteBuffer> frames) {
        ByteBuffer joined = ByteBuffer.allocate(frames.stream().mapToInt(ByteBuffer::remaining).sum());
        frames.forEach(joined::put);
        return joined.flip();
    }

}
