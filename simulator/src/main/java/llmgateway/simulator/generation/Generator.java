package llmgateway.simulator.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.fault.Faults;

/** Answers prompts. Thread-safe; the same prompt has the same answer. */
public final class Generator {

    private static final long TOKENS_PER_TOOL_CALL = 2;

    private static final String REFUSAL = "The simulator declines.";

    private final JsonSample jsonSample = new JsonSample();

    public Generation generate(Prompt prompt, Faults faults) {
        List<String> thoughts = prompt.thinking()
                ? Words.split("I am asked " + prompt.inputTokens() + " words, and think.") : List.of();
        if (faults.has(Fault.REFUSAL)) {
            List<String> pieces = Words.split(REFUSAL);
            return new Generation(thoughts, pieces, List.of(), thoughts.size() + pieces.size(), Generation.End.REFUSAL,
                    Optional.empty());
        }
        return prompt.tools().isEmpty() ? text(prompt, thoughts, faults) : toolCalls(prompt, thoughts);
    }

    private Generation text(Prompt prompt, List<String> thoughts, Faults faults) {
        String text = prompt.outputSchema()
            .map((schema) -> this.jsonSample.of(schema).toString())
            .orElseGet(() -> faults.value(Fault.WORDS).isPresent() ? words(faults.value(Fault.WORDS).getAsLong())
                    : greeting(prompt.inputTokens()));
        Optional<String> stop = firstStop(text, prompt.stopSequences());
        String said = stop.map((sequence) -> text.substring(0, text.indexOf(sequence))).orElse(text);
        List<String> words = said.isEmpty() ? List.of() : Words.split(said);
        long limit = Math.max(0, prompt.maxOutputTokens().orElse(Long.MAX_VALUE) - thoughts.size());
        boolean cutShort = words.size() > limit;
        List<String> pieces = new ArrayList<>(cutShort ? words.subList(0, (int) limit) : words);
        long outputTokens = thoughts.size() + pieces.size();
        if (faults.has(Fault.HUGE_EVENT)) {
            pieces.add("x".repeat((int) faults.value(Fault.HUGE_EVENT).orElseThrow()));
        }
        if (cutShort) {
            return new Generation(thoughts, pieces, List.of(), outputTokens, Generation.End.LENGTH, Optional.empty());
        }
        Generation.End end = stop.isPresent() ? Generation.End.STOP_SEQUENCE : Generation.End.DONE;
        return new Generation(thoughts, pieces, List.of(), outputTokens, end, stop);
    }

    private static Optional<String> firstStop(String text, List<String> sequences) {
        return sequences.stream()
            .filter((sequence) -> !sequence.isEmpty() && text.contains(sequence))
            .min((one, other) -> Integer.compare(text.indexOf(one), text.indexOf(other)));
    }

    private Generation toolCalls(Prompt prompt, List<String> thoughts) {
        List<Generation.ToolCall> calls = prompt.tools()
            .stream()
            .map((tool) -> new Generation.ToolCall(tool.name(), this.jsonSample.of(tool.parameters()).toString()))
            .toList();
        return new Generation(thoughts, List.of(), calls, thoughts.size() + TOKENS_PER_TOOL_CALL * calls.size(),
                Generation.End.TOOL_CALLS, Optional.empty());
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
