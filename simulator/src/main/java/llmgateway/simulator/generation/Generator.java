package llmgateway.simulator.generation;

import java.util.ArrayList;
import java.util.List;

import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.fault.Faults;

/** Answers prompts. Thread-safe; the same prompt has the same answer. */
public final class Generator {

    private static final long TOKENS_PER_TOOL_CALL = 2;

    private final JsonSample jsonSample = new JsonSample();

    public Generation generate(Prompt prompt, Faults faults) {
        if (!prompt.tools().isEmpty()) {
            return toolCalls(prompt);
        }
        String text = prompt.outputSchema()
            .map((schema) -> this.jsonSample.of(schema).toString())
            .orElseGet(() -> faults.value(Fault.WORDS).isPresent() ? words(faults.value(Fault.WORDS).getAsLong())
                    : greeting(prompt.inputTokens()));
        List<String> words = Words.split(text);
        long limit = prompt.maxOutputTokens().orElse(Long.MAX_VALUE);
        boolean cutShort = words.size() > limit;
        List<String> pieces = new ArrayList<>(cutShort ? words.subList(0, (int) limit) : words);
        long outputTokens = pieces.size();
        if (faults.has(Fault.HUGE_EVENT)) {
            pieces.add("x".repeat((int) faults.value(Fault.HUGE_EVENT).orElseThrow()));
        }
        return new Generation(pieces, List.of(), outputTokens, cutShort);
    }

    private Generation toolCalls(Prompt prompt) {
        List<Generation.ToolCall> calls = prompt.tools()
            .stream()
            .map((tool) -> new Generation.ToolCall(tool.name(), this.jsonSample.of(tool.parameters()).toString()))
            .toList();
        return new Generation(List.of(), calls, TOKENS_PER_TOOL_CALL * calls.size(), false);
    }

    /** Each a token to most tokenizers, too. */
    private static String words(long count) {
        return "word ".repeat((int) count).strip();
    }

    private static String greeting(long inputTokens) {
        String begin = "Hello from the simulator! Your request has " + inputTokens
                + " words; no model has read them. This answer has ";
        return begin + (Words.count(begin) + 1) + ".";
    }

}
