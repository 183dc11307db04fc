package llmgateway.e2e.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import llmgateway.e2e.gateway.wire.Frame;

/** Breaks a frame in one of many ways. */
final class Mutator {

    private static final int[] LIES = { 0, 1, -1, 4, 7, 0x7F, 0xFFFF, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0x40000000 };

    private final SplittableRandom random;

    private final List<Frame> valid;

    Mutator(SplittableRandom random, List<Frame> valid) {
        this.random = random;
        this.valid = List.copyOf(valid);
    }

    /** The bytes of one of the frames, no longer (or no longer only) that frame. */
    byte[] next() {
        byte[] bytes = pick().bytes();
        return switch (this.random.nextInt(8)) {
            case 0 -> bitsFlipped(bytes, Frame.HEADER_BYTES);
            case 1 -> bitsFlipped(bytes, 0);
            case 2 -> Arrays.copyOf(bytes, this.random.nextInt(bytes.length));
            case 3 -> truncatedWithin(bytes);
            case 4 -> lengthLie(bytes);
            case 5, 6 -> offsetLies(bytes);
            default -> spliced(bytes, pick().bytes());
        };
    }

    private Frame pick() {
        return this.valid.get(this.random.nextInt(this.valid.size()));
    }

    private byte[] bitsFlipped(byte[] bytes, int from) {
        for (int flips = 1 + this.random.nextInt(8); flips > 0; flips--) {
            bytes[from + this.random.nextInt(bytes.length - from)] ^= (byte) (1 << this.random.nextInt(8));
        }
        return bytes;
    }

    /** A shorter payload with a header that fits it. */
    private byte[] truncatedWithin(byte[] bytes) {
        int payload = this.random.nextInt(bytes.length - Frame.HEADER_BYTES);
        return new Frame(bytes[0], Arrays.copyOfRange(bytes, Frame.HEADER_BYTES, Frame.HEADER_BYTES + payload)).bytes();
    }

    private byte[] lengthLie(byte[] bytes) {
        int length = this.random.nextBoolean() ? this.random.nextInt(Frame.MAX_PAYLOAD + 1)
                : Math.clamp(bytes.length - Frame.HEADER_BYTES + this.random.nextInt(-8, 9), 0, Frame.MAX_PAYLOAD);
        ByteBuffer.wrap(bytes).putInt(bytes[0] << 24 | length);
        return bytes;
    }

    /** Offsets, vtables and vector lengths are little-endian words at even places. */
    private byte[] offsetLies(byte[] bytes) {
        ByteBuffer payload = ByteBuffer.wrap(bytes, Frame.HEADER_BYTES, bytes.length - Frame.HEADER_BYTES)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
        for (int lies = 1 + this.random.nextInt(3); lies > 0 && payload.capacity() >= Integer.BYTES; lies--) {
            int at = this.random.nextInt(payload.capacity() - Integer.BYTES + 1) & ~1;
            if (this.random.nextBoolean()) {
                payload.putInt(at, lie(payload.capacity()));
            }
            else {
                payload.putShort(at, (short) lie(payload.capacity()));
            }
        }
        return bytes;
    }

    private int lie(int capacity) {
        return this.random.nextBoolean() ? LIES[this.random.nextInt(LIES.length)]
                : this.random.nextInt(-capacity, 2 * capacity);
    }

    private byte[] spliced(byte[] head, byte[] tail) {
        int cut = this.random.nextInt(head.length);
        byte[] both = Arrays.copyOf(head, cut + tail.length);
        System.arraycopy(tail, 0, both, cut, tail.length);
        return both;
    }

}
