package llmgateway.dialect.openai;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.StreamWriter;

/** Runs stream readers and writers in tests. */
public final class Streams {

    private Streams() {
    }

    public static byte[] write(StreamWriter writer, List<AnswerEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach((event) -> out.writeBytes(writer.write(event)));
        out.writeBytes(writer.finish());
        return out.toByteArray();
    }

    public static List<AnswerEvent> read(Function<Consumer<AnswerEvent>, StreamReader> reader, byte[] stream) {
        return read(reader, stream, stream.length);
    }

    /** In two pieces. */
    public static List<AnswerEvent> read(Function<Consumer<AnswerEvent>, StreamReader> reader, byte[] stream, int cut) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reading = reader.apply(events::add);
        reading.write(stream, 0, cut);
        reading.write(stream, cut, stream.length - cut);
        reading.finish();
        return events;
    }

    public static List<AnswerEvent> readByteByByte(Function<Consumer<AnswerEvent>, StreamReader> reader,
            byte[] stream) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reading = reader.apply(events::add);
        for (int at = 0; at < stream.length; at++) {
            reading.write(stream, at, 1);
        }
        reading.finish();
        return events;
    }

    public static ChatAnswer answer(List<AnswerEvent> events) {
        AnswerCollector collector = new AnswerCollector();
        events.forEach(collector);
        return collector.answer();
    }

}
