package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.CallAbandoned;
import llmgateway.runner.pipeline.ExtraInfo.Fetched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway at the other end of a connection, to be asked for what a call did not bring
 * along. All questions are sent before the first answer is read. Not thread-safe.
 */
final class Gateway {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private static final byte[] NO_BODY = {};

    private final FrameReader reader;

    private final FrameWriter writer;

    Gateway(FrameReader reader, FrameWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    Fetched askForRequest(Set<String> variables, boolean body) {
        return ask(variables, body, Body.REQUEST);
    }

    Fetched askForResponse(Set<String> variables, boolean body) {
        return ask(variables, body, Body.RESPONSE);
    }

    private Fetched ask(Set<String> variables, boolean withBody, Body which) {
        try {
            List<ByteBuffer> questions = new ArrayList<>();
            for (String name : variables) {
                questions.add(ExtraInfoQuestions.variable(name));
            }
            if (withBody) {
                questions.add(
                        (which == Body.REQUEST) ? ExtraInfoQuestions.requestBody() : ExtraInfoQuestions.responseBody());
            }
            this.writer.write(ExtraInfoQuestions.joined(questions));
            Map<String, String> values = new HashMap<>();
            for (String name : variables) {
                answer().ifPresent((value) -> values.put(name, WireText.decode(value)));
            }
            return new Fetched(values, withBody ? answer().map(Gateway::bytes).orElse(NO_BODY) : NO_BODY);
        }
        catch (MalformedFrameException ex) {
            log.warn("The gateway sent a malformed answer: {}", ex.getMessage());
            throw new CallAbandoned("the gateway's answer is malformed");
        }
        catch (IOException ex) {
            throw new CallAbandoned("the gateway closed the connection");
        }
    }

    private Optional<ByteBuffer> answer() throws IOException {
        Frame frame = this.reader.next().orElseThrow(() -> new IOException("closed before an answer"));
        if (frame.type() != FrameType.EXTRA_INFO) {
            throw new MalformedFrameException(frame.type() + " where an answer was due");
        }
        return FrameDecoder.extraInfo(frame.body());
    }

    private static byte[] bytes(ByteBuffer vector) {
        byte[] bytes = new byte[vector.remaining()];
        vector.get(bytes);
        return bytes;
    }

    private enum Body {

        REQUEST, RESPONSE

    }

}
