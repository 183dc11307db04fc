package llmgateway.dialect.prompt;

/**
 * Bytes inside a request: in base64, or as they are. Reads single bytes without decoding
 * the rest.
 */
sealed interface EncodedBytes {

    /** How many they are; in base64 at most so many. */
    long size();

    /** A byte, 0 to 255, or -1 where there is none. */
    int at(int index);

    /**
     * @param text base64 without line breaks; a byte beside anything else reads as -1
     */
    record Base64(String text, int from) implements EncodedBytes {

        private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        private static final int BITS = 6;

        @Override
        public long size() {
            return ((this.text.length() - this.from) * 3L + 3) / 4;
        }

        @Override
        public int at(int index) {
            int bit = index * 8;
            int character = bit / BITS;
            int high = sextet(character);
            int low = sextet(character + 1);
            if (index < 0 || high < 0 || low < 0) {
                return -1;
            }
            return ((high << BITS | low) >> (4 - bit % BITS)) & 0xFF;
        }

        private int sextet(int index) {
            int at = this.from + index;
            return (index >= 0 && at < this.text.length()) ? ALPHABET.indexOf(this.text.charAt(at)) : -1;
        }

    }

    /**
     * @param body holds them from one place to before another
     */
    record Plain(byte[] body, int from, int to) implements EncodedBytes {

        @Override
        public long size() {
            return this.to - this.from;
        }

        @Override
        public int at(int index) {
            return (index >= 0 && index < this.to - this.from) ? this.body[this.from + index] & 0xFF : -1;
        }

    }

}
