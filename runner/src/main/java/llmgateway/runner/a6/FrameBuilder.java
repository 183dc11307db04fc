package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

import com.google.flatbuffers.FlatBufferBuilder;
import llmgateway.core.http.Header;
import llmgateway.runner.a6.wire.TextEntry;
import org.jspecify.annotations.Nullable;

/**
 * Builds one frame: a flatbuffer with the frame's header before it in the same memory.
 */
final class FrameBuilder {

    /** No text, as flatbuffers have it. */
    static final int ABSENT = 0;

    /**
     * What a text entry costs beside its text: offsets, lengths, terminators, padding.
     */
    private static final int ENTRY = 32;

    private static final int FIXED = 128;

    private final FlatBufferBuilder flatbuffer;

    /**
     * @param payload bytes of body and text it is to hold, so that its memory need not
     * grow
     * @throws FrameTooLargeException if that alone is too much
     */
    FrameBuilder(long payload) throws FrameTooLargeException {
        if (payload > Frame.MAX_BODY) {
            throw new FrameTooLargeException(payload);
        }
        this.flatbuffer = new FlatBufferBuilder((int) payload + FIXED);
    }

    FlatBufferBuilder flatbuffer() {
        return this.flatbuffer;
    }

    static long sizeOf(Collection<Header> headers) {
        long size = 0;
        for (Header header : headers) {
            size += ENTRY + header.name().length() + header.value().length();
        }
        return size;
    }

    /** As UTF-8; a lone surrogate becomes a question mark. */
    int text(String text) {
        return this.flatbuffer.createString(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    int bytes(byte[] bytes) {
        return this.flatbuffer.createByteVector(bytes);
    }

    int entry(String name, @Nullable String value) {
        int nameText = text(name);
        return TextEntry.createTextEntry(this.flatbuffer, nameText, (value != null) ? text(value) : ABSENT);
    }

    int[] entries(Collection<Header> headers) {
        return headers.stream().mapToInt((header) -> entry(header.name(), header.value())).toArray();
    }

    /**
     * @param root offset of the flatbuffer's root table
     * @throws FrameTooLargeException if the protocol cannot carry it
     */
    ByteBuffer finish(FrameType type, int root) throws FrameTooLargeException {
        this.flatbuffer.finish(root);
        int length = this.flatbuffer.offset();
        if (length > Frame.MAX_BODY) {
            throw new FrameTooLargeException(length);
        }
        this.flatbuffer.prep(Byte.BYTES, Frame.HEADER); // the builder grows downwards
        ByteBuffer memory = this.flatbuffer.dataBuffer();
        int start = memory.capacity() - length - Frame.HEADER;
        ByteBuffer frame = ByteBuffer.wrap(memory.array(), start, Frame.HEADER + length);
        frame.putInt(start, type.ordinal() << 24 | length);
        return frame;
    }

}
