package llmgateway.dialect.sse;

/** What a stream in UTF-8 may begin with, and what is no part of its first event. */
final class ByteOrderMark {

    static final int LENGTH = 3;

    private static final byte[] MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

    private ByteOrderMark() {
    }

    static byte at(int index) {
        return MARK[index];
    }

    static boolean begins(byte[] bytes, int length) {
        return length >= LENGTH && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
    }

}
