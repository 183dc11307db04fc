package llmgateway.dialect.prompt;

import java.util.Optional;

import llmgateway.core.prompt.PromptImage.Pixels;

/**
 * Reads width and height where image files have them: PNG (W3C, third edition), GIF89a,
 * JPEG (ITU-T T.81, annex B) and WebP (RFC 9649).
 */
final class ImageHeader {

    private static final int MOST_SEGMENTS = 1000;

    /** As long as the longest of its kinds. */
    private static final int WEBP_HEADER = 30;

    private final EncodedBytes bytes;

    private ImageHeader(EncodedBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Empty where it is none of those, or cut off, or says so later than at its start.
     */
    static Optional<Pixels> read(EncodedBytes bytes) {
        ImageHeader header = new ImageHeader(bytes);
        if (header.says(0, "\u0089PNG\r\n\u001a\n") && header.says(12, "IHDR")) {
            return header.pixels(header.bigEndian(16, 4), header.bigEndian(20, 4));
        }
        if (header.says(0, "GIF8")) {
            return header.pixels(header.littleEndian(6, 2), header.littleEndian(8, 2));
        }
        if (header.says(0, "\u00ff\u00d8")) {
            return header.jpeg();
        }
        if (header.says(0, "RIFF") && header.says(8, "WEBP")) {
            return header.webp();
        }
        return Optional.empty();
    }

    /** Goes from segment to segment to the first start of a frame. */
    private Optional<Pixels> jpeg() {
        int at = 2;
        for (int i = 0; i < MOST_SEGMENTS; i++) {
            int marker = this.bytes.at(at + 1);
            if (this.bytes.at(at) != 0xFF || marker < 0) {
                return Optional.empty();
            }
            if (marker == 0xFF) {
                at++;
            }
            else if (isStartOfFrame(marker)) {
                return pixels(bigEndian(at + 7, 2), bigEndian(at + 5, 2));
            }
            else {
                at += 2 + Math.max(2, bigEndian(at + 2, 2));
            }
        }
        return Optional.empty();
    }

    /** SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private Optional<Pixels> webp() {
        if (this.bytes.at(WEBP_HEADER - 1) < 0) {
            return Optional.empty();
        }
        if (says(12, "VP8X")) {
            return pixels(littleEndian(24, 3) + 1, littleEndian(27, 3) + 1);
        }
        if (says(12, "VP8L") && this.bytes.at(20) == 0x2F) {
            int sizes = littleEndian(21, 4);
            return pixels((sizes & 0x3FFF) + 1, (sizes >>> 14 & 0x3FFF) + 1);
        }
        if (says(12, "VP8 ")) {
            return pixels(littleEndian(26, 2) & 0x3FFF, littleEndian(28, 2) & 0x3FFF);
        }
        return Optional.empty();
    }

    private Optional<Pixels> pixels(int width, int height) {
        return (width > 0 && height > 0) ? Optional.of(new Pixels(width, height)) : Optional.empty();
    }

    private boolean says(int at, String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (this.bytes.at(at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int bigEndian(int at, int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | this.bytes.at(at + i) & 0xFF;
        }
        return (this.bytes.at(at + length - 1) < 0) ? 0 : number;
    }

    private int littleEndian(int at, int length) {
        int number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | this.bytes.at(at + i) & 0xFF;
        }
        return (this.bytes.at(at + length - 1) < 0) ? 0 : number;
    }

}
