package llmgateway.dialect.claude;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.core.model.RequestModel;

/**
 * What a model takes that others of its API refuse, by its generation, which its name
 * tells. A Claude without a version counts as the newest. A model that is no Claude takes
 * everything: other providers that speak these APIs pass over what they do not know.
 * Sources: Claude API docs, "Adaptive thinking", "Effort", "Structured outputs",
 * "Mid-conversation system messages" and the migration guides up to Claude 5.5; Amazon
 * Bedrock user guide, "Adaptive thinking"; all read in November 2026.
 *
 * @param claude whether it is one of Anthropic's
 * @param family such as {@code opus}; empty if the name does not tell
 * @param version major version times 100 plus minor version
 */
public record ClaudeModel(boolean claude, String family, int version) {

    private static final Pattern NAME = Pattern
        .compile("claude-(?:([a-z]+)-)?([0-9]{1,2})(?:[-.]([0-9]{1,2}))?(?![0-9])");

    private static final Pattern UNVERSIONED = Pattern.compile("claude-([a-z]+)");

    private static final int NEWEST = Integer.MAX_VALUE;

    private static final List<String> ALWAYS_THINKING = List.of("fable", "mythos");

    /**
     * @param model as any provider names it, such as
     * {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0}
     */
    public static ClaudeModel of(RequestModel model) {
        String name = model.name().toLowerCase(Locale.ROOT);
        if (!name.contains("claude")) {
            return new ClaudeModel(false, "", NEWEST);
        }
        Matcher versioned = NAME.matcher(name);
        if (versioned.find()) {
            int minor = (versioned.group(3) != null) ? Integer.parseInt(versioned.group(3)) : 0;
            return new ClaudeModel(true, Optional.ofNullable(versioned.group(1)).orElse(""),
                    Integer.parseInt(versioned.group(2)) * 100 + minor);
        }
        Matcher unversioned = UNVERSIONED.matcher(name);
        return new ClaudeModel(true, unversioned.find() ? unversioned.group(1) : "", NEWEST);
    }

    /** Whether temperature, top_p and top_k are taken. */
    public boolean takesSampling() {
        return !this.claude || this.version < 407;
    }

    /** Whether it takes a temperature or top_p, but not both. */
    public boolean takesOneSampling() {
        return this.claude && this.version >= 401;
    }

    /** Whether thinking is asked for by {@code adaptive} and an effort. */
    public boolean thinksAdaptively() {
        return this.claude && this.version >= 406;
    }

    /** Whether thinking is asked for by a budget of tokens. */
    public boolean takesThinkingBudget() {
        return !this.claude || this.version < 407;
    }

    /** Whether thoughts are told unless {@code display} says otherwise. */
    public boolean tellsThoughtsUnasked() {
        return this.claude && this.version < 407;
    }

    /** Whether it knows the effort {@code xhigh}. */
    public boolean takesXhighEffort() {
        return this.version >= 407;
    }

    /** How it is told not to think. */
    public NoThinking noThinking() {
        if (this.claude && (ALWAYS_THINKING.contains(this.family) || this.version > 505
                || (this.version == 505 && this.family.equals("opus")))) {
            return NoThinking.NEVER;
        }
        if (this.claude && this.version < 500) {
            return NoThinking.BY_DEFAULT;
        }
        return (this.claude && this.version == 505 && this.family.equals("sonnet")) ? NoThinking.BETWEEN_TOOLS
                : NoThinking.DISABLED;
    }

    /** Whether system messages may stand among the others. */
    public boolean takesSystemAmongMessages() {
        return this.claude && this.version >= 408;
    }

    /** Whether answers and tool calls can be held to a schema. */
    public boolean takesSchemas() {
        return !this.claude || this.version >= 401;
    }

    /** How a model is told not to think. */
    public enum NoThinking {

        /** It does not unless asked to. */
        BY_DEFAULT,

        /** By {@code thinking.type} {@code disabled}. */
        DISABLED,

        /** By {@code between_tools}, which leaves short notes between tool calls. */
        BETWEEN_TOOLS,

        /** It always thinks; the lowest effort is the nearest. */
        NEVER

    }

}
