package llmgateway.route.catalogue;

import java.util.regex.Pattern;

/**
 * The characters that names of models are made of. None can change a path, a header or a
 * query, and none has two spellings.
 */
public final class ModelName {

    static final int MAX_LENGTH = 256;

    static final String REQUIREMENT = "must be 1 to " + MAX_LENGTH + " letters, digits or any of ._:/@+=,~-";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/@+=,~-]{1," + MAX_LENGTH + "}");

    /** What Azure allows in the name of a deployment. */
    private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]+");

    private ModelName() {
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether it can stand in a path as one segment, as Azure wants it. */
    public static boolean isPathSegment(String text) {
        return PATH_SEGMENT.matcher(text).matches();
    }

}
