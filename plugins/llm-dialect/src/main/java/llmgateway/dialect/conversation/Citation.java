package llmgateway.dialect.conversation;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a piece of an answer rests on.
 *
 * @param url of a page
 * @param title of the page or document
 * @param citedText the words of the source
 * @param start where in the text of its part the cited piece begins, in UTF-16 units
 * @param end where it ends
 */
public record Citation(Optional<String> url, Optional<String> title, Optional<String> citedText, OptionalInt start,
        OptionalInt end) {
}
