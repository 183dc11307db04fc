package llmgateway.runner.page;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;

/** Makes ETags of what is in a file: a time would be another for every build. */
final class ContentTag {

    String of(Resource file) {
        try {
            return '"' + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + '"';
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
