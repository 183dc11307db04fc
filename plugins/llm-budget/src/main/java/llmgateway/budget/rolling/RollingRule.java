package llmgateway.budget.rolling;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.upstream.Routed;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Which calls need not hold their worst case: those whose output is told while it comes,
 * in words that can be counted. Immutable.
 */
public final class RollingRule {

    /**
     * Models that reason unasked, and bill what they do not show: OpenAI's o-series and
     * from GPT-5 on (Reasoning models), Gemini from 2.5 on (Thinking), Grok 4 (Reasoning;
     * November 2026 all). Others reason when asked to.
     */
    public static final Pattern HIDDEN_REASONING = Pattern.compile(
            "(^|[/.:])(o[134]([-.]|$)|gpt-([5-9]|oss)(?!.*chat)|codex|gemini-(2\\.5|[3-9]|flash|pro)|grok-([4-9]|code))");

    private static final Set<Endpoint> ENDPOINTS = EnumSet.of(Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES,
            Endpoint.MESSAGES, Endpoint.GENERATE_CONTENT, Endpoint.CONVERSE);

    private static final Set<Meter> COUNTABLE = EnumSet.of(Meter.OUTPUT_TOKENS, Meter.REASONING_TOKENS);

    private final long firstSlice;

    private final Pattern hiddenReasoning;

    /**
     * @param hiddenReasoning found in the names of models that reason where nobody sees
     * it
     */
    public RollingRule(RollingSettings settings, Pattern hiddenReasoning) {
        this.firstSlice = settings.firstSlice();
        this.hiddenReasoning = hiddenReasoning;
    }

    /**
     * The output tokens to hold for at first; empty to hold for all.
     * @param atMost what the call can use
     */
    public OptionalLong firstSlice(Call call, Routed routed, Usage atMost) {
        boolean rolls = call.stream() && ENDPOINTS.contains(call.endpoint()) && isCountable(atMost)
                && atMost.outputTokens() > this.firstSlice && !reasonsHidden(routed.target().model().name())
                && !reasonsHidden(routed.model().name());
        return rolls ? OptionalLong.of(this.firstSlice) : OptionalLong.empty();
    }

    /** Output of one kind, and nothing that is billed by the piece. */
    private static boolean isCountable(Usage atMost) {
        List<Meter> others = atMost.amounts()
            .keySet()
            .stream()
            .filter((meter) -> !meter.isInputTokens() && meter != Meter.REQUESTS)
            .toList();
        return others.size() == 1 && COUNTABLE.contains(others.getFirst());
    }

    private boolean reasonsHidden(String model) {
        return this.hiddenReasoning.matcher(model).find();
    }

}
