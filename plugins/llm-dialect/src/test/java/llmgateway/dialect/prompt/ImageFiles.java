package llmgateway.dialect.prompt;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

/** Real image files, as the JDK writes them. */
final class ImageFiles {

    private ImageFiles() {
    }

    static byte[] png(int width, int height) {
        return write("png", width, height);
    }

    static byte[] write(String format, int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return file.toByteArray();
    }

}
