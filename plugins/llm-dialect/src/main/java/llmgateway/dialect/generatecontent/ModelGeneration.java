package llmgateway.dialect.generatecontent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.core.model.RequestModel;

/**
 * What models of different years ask for (Gemini API, "Thinking" and "Thought
 * signatures", November 2026).
 */
enum ModelGeneration {

    /** Up to Gemini 2.5: thinking is measured in tokens. */
    BY_BUDGET,

    /** Gemini 3 and later: thinking has levels, and calls of tools must be signed. */
    BY_LEVEL;

    private static final Pattern NUMBERED = Pattern.compile("gemini-(\\d{1,4})");

    private static final int FIRST_WITH_LEVELS = 3;

    /** An alias such as {@code gemini-flash-latest} means a new one. */
    static ModelGeneration of(RequestModel model) {
        Matcher numbered = NUMBERED.matcher(model.name());
        boolean byLevel = numbered.find() ? Integer.parseInt(numbered.group(1)) >= FIRST_WITH_LEVELS
                : model.name().contains("gemini");
        return byLevel ? BY_LEVEL : BY_BUDGET;
    }

}
