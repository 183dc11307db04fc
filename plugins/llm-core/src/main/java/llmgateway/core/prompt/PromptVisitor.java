package llmgateway.core.prompt;

/**
 * Hears the parts of a prompt. What the gateway does not know is told as {@link #text}:
 * every string of the body that a provider may feed to the model is told somewhere.
 */
public interface PromptVisitor {

    /** A message, turn, input item or tool result begins. */
    void turn();

    /** A tool is defined; its name, description and schema follow as texts. */
    void tool();

    /** A text for the model; also keys and literals of a schema or of a tool's call. */
    void text(String text);

    /**
     * Input whose tokens need no counting: sent as token ids, or of a documented length,
     * such as a tool that the provider defines.
     * @param count 1 or more
     */
    void tokens(long count);

    void image(PromptImage image);

    /**
     * Audio to be heard.
     * @param bytes of its file, decoded
     */
    void audio(long bytes);

    /**
     * A document, such as a PDF, that the provider turns into text and images.
     * @param bytes of its file, decoded
     */
    void document(long bytes);

    /**
     * Input that lies at the provider or behind an address, so that its size cannot be
     * told from the request: an earlier response, a file's id, a document's URL.
     */
    void elsewhere();

    /**
     * The input up to here shall be written to the provider's prompt cache.
     * @param forAnHour whether it is to be kept an hour
     */
    void cacheMark(boolean forAnHour);

    /**
     * Images to be made.
     * @param count 1 or more
     */
    void imagesToMake(int count);

    /** Text to be spoken. */
    void textToSpeak(String text);

    /**
     * A tool that the provider runs itself is allowed, such as a search of the web; what
     * it finds is input too.
     */
    void providerTool();

}
