package llmgateway.dialect.prompt;

import java.util.Locale;
import java.util.Optional;

import llmgateway.core.prompt.PromptImage;
import llmgateway.core.prompt.PromptVisitor;

/**
 * A file in a request or the address of one.
 *
 * @param mediaType as the client says, in lower case
 * @param bytes empty where it lies elsewhere
 */
record Attachment(Optional<String> mediaType, Optional<EncodedBytes> bytes) {

    private static final String DATA = "data:";

    static final Attachment ELSEWHERE = new Attachment(Optional.empty(), Optional.empty());

    /** A {@code data:} URL (RFC 2397), or an address. */
    static Attachment ofUrl(String url) {
        if (!url.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return ELSEWHERE;
        }
        int comma = url.indexOf(',');
        String head = url.substring(DATA.length(), Math.max(DATA.length(), comma));
        String mediaType = head.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Attachment(Optional.of(mediaType), Optional.of(new EncodedBytes.Base64(url, comma + 1)));
    }

    /** A {@code data:} URL, or base64 alone. */
    static Attachment ofData(String data) {
        return data.regionMatches(true, 0, DATA, 0, DATA.length()) ? ofUrl(data)
                : new Attachment(Optional.empty(), Optional.of(new EncodedBytes.Base64(data, 0)));
    }

    Attachment withMediaType(Optional<String> stated) {
        return stated.isPresent() ? new Attachment(stated.map((type) -> type.toLowerCase(Locale.ROOT)), this.bytes)
                : this;
    }

    void tellImage(PromptVisitor visitor, Optional<String> detail) {
        visitor.image(new PromptImage(detail, this.bytes.flatMap(ImageHeader::read)));
    }

    void tellAudio(PromptVisitor visitor) {
        this.bytes.ifPresentOrElse((file) -> visitor.audio(file.size()), visitor::elsewhere);
    }

    /** Tells it as what it says it is; as a document where it does not say. */
    void tellFile(PromptVisitor visitor) {
        if (is("image/")) {
            tellImage(visitor, Optional.empty());
        }
        else if (is("audio/")) {
            tellAudio(visitor);
        }
        else {
            this.bytes.ifPresentOrElse((file) -> visitor.document(file.size()), visitor::elsewhere);
        }
    }

    private boolean is(String family) {
        return this.mediaType.filter((type) -> type.startsWith(family)).isPresent();
    }

}
