package llmgateway.e2e.translation;

/** Small files in Base64. */
final class Files {

    /** A PNG of one pixel. */
    static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** A PDF without pages. */
    static final String PDF = "JVBERi0xLjQKdHJhaWxlcjw8Pj4KJSVFT0YK";

    /** A WAV without samples. */
    static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

    private Files() {
    }

}
