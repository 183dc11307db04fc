package llmgateway.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.wire.AnswerWriter;
import llmgateway.simulator.wire.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Receives a request, answers it, and makes go wrong what it asks for. */
final class SimulatorHandler extends Handler.Abstract {

    private final RequestLog log;

    private final Replies replies;

    private final CountDownLatch stopping = new CountDownLatch(1);

    SimulatorHandler(RequestLog log, Replies replies) {
        this.log = log;
        this.replies = replies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ReceivedRequest received = receive(request);
        this.log.add(received);
        Reply reply = this.replies.to(received, request.getHeaders());
        Connection connection = new Connection(request.getConnectionMetaData().getConnection().getEndPoint());
        if (reply.faults().has(Fault.RESET)) {
            connection.reset();
        }
        else if (reply.faults().has(Fault.NO_ANSWER)) {
            this.stopping.await();
        }
        else {
            AnswerWriter.pause(reply.faults().delay(Fault.SLOW_FIRST_BYTE));
            reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            new AnswerWriter(response, connection, reply.faults()).write(reply.answer());
        }
        callback.succeeded();
        return true;
    }

    @Override
    protected void doStop() throws Exception {
        this.stopping.countDown();
        super.doStop();
    }

    private static ReceivedRequest receive(Request request) throws IOException {
        ByteBuffer content = Content.Source.asByteBuffer(request);
        byte[] body = new byte[content.remaining()];
        content.get(body);
        List<ReceivedRequest.Header> headers = request.getHeaders()
            .stream()
            .map((field) -> new ReceivedRequest.Header(field.getName(),
                    Optional.ofNullable(field.getValue()).orElse("")))
            .toList();
        return new ReceivedRequest(request.getMethod(), Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"),
                Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""), headers, body);
    }

}
