package llmgateway.dialect.request;

import llmgateway.core.prompt.Prompt;

/** A request's body, checked, with the places known that may need an edit. Immutable. */
public sealed interface RequestBody permits JsonBody, MultipartBody, NoBody {

    /** The bytes as the client sent them. Not a copy: not to be written to. */
    byte[] bytes();

    /** Whether the client itself set {@code stream_options.include_usage}. */
    boolean asksForUsage();

    /**
     * Whether it brings back thoughts of another provider, which the gateway has told its
     * client before.
     */
    boolean hasForeignThoughts();

    /** What of it a provider will count as input. */
    Prompt prompt();

    /**
     * The body to send on: every byte outside the edited places as it was, and without a
     * byte order mark.
     * @return {@link #bytes()} itself if nothing changes
     */
    byte[] edited(BodyEdits edits);

}
