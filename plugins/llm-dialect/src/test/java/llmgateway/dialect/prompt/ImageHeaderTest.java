package llmgateway.dialect.prompt;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

import llmgateway.core.prompt.PromptImage.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ImageHeaderTest {

    @ParameterizedTest
    @CsvSource({ "png", "gif", "jpg" })
    void readsWhatTheJdkWrites(String format) {
        for (int[] size : new int[][] { { 1, 1 }, { 640, 480 }, { 3, 2000 }, { 5000, 7 } }) {
            byte[] file = ImageFiles.write(format, size[0], size[1]);

            assertThat(plain(file)).contains(new Pixels(size[0], size[1]));
            assertThat(base64(file)).contains(new Pixels(size[0], size[1]));
        }
    }

    @ParameterizedTest
    @CsvSource({ "52494646 24000000 57454250 56503858 0A000000 10000000 7F0200 DF0100, 640, 480",
            "52494646 24000000 57454250 5650384C 0A000000 2F 7FC27700 0000000000, 640, 480",
            "52494646 24000000 57454250 56503820 0A000000 300100 9D012A 8002 E001, 640, 480" })
    void readsTheThreeKindsOfWebp(String hex, int width, int height) {
        byte[] file = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(plain(file)).contains(new Pixels(width, height));
        assertThat(base64(file)).contains(new Pixels(width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "AAAA", "iVBORw0KGgo", "iVBORw0KGgoAAAANSUhEUgAA", "R0lGODlh", "/9j/4AAQ", "/9j/////",
            "iVBO\nRw0KGgoAAAANSUhEUgAAAoAAAAHg", "UklGRiQAAABXRUJQVlA4WAoAAAA" })
    void tellsNoSizeWhereItCannotBeRead(String base64) {
        assertThat(ImageHeader.read(new EncodedBytes.Base64(base64, 0))).isEmpty();
    }

    @Test
    void readsAnyBytesWithoutHarm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] file = ImageFiles.write((i % 2 == 0) ? "jpg" : "png", 9, 9);
            for (int changes = random.nextInt(1, 20); changes > 0; changes--) {
                file[random.nextInt(Math.min(200, file.length))] = (byte) random.nextInt();
            }
            assertThat(base64(file)).as("seed %d", seed).isEqualTo(plain(file));
        }
    }

    private static Optional<Pixels> plain(byte[] file) {
        return ImageHeader.read(new EncodedBytes.Plain(file, 0, file.length));
    }

    private static Optional<Pixels> base64(byte[] file) {
        return ImageHeader.read(new EncodedBytes.Base64("xx" + Base64.getEncoder().encodeToString(file), 2));
    }

}
