package llmgateway.dialect.chatcompletions;

/** Names of audio formats, which are no media types in this API. */
final class AudioFormat {

    private static final String AUDIO = "audio/";

    private AudioFormat() {
    }

    static String mediaType(String format) {
        return AUDIO + (format.equals("mp3") ? "mpeg" : format);
    }

    static String of(String mediaType) {
        String format = mediaType.startsWith(AUDIO) ? mediaType.substring(AUDIO.length()) : mediaType;
        return switch (format) {
            case "mpeg" -> "mp3";
            case "x-wav", "wave" -> "wav";
            default -> format;
        };
    }

}
