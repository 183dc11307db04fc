package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

import llmgateway.core.usage.Usage;

/**
 * A step of an answer that comes piece by piece. {@link Started} is first. Each part is
 * started, told in pieces and ended; parts may be told in turns. Every choice is finished
 * once, after its parts have ended. {@link Failed} ends all.
 */
public sealed interface AnswerEvent {

    /**
     * @param id the provider's; empty if it has none
     * @param model that the provider says it answers with; empty if it does not
     */
    record Started(String id, String model) implements AnswerEvent {
    }

    /**
     * @param part counted from 0 over all choices, in the order in which parts start
     * @param choice counted from 0
     */
    record PartStarted(int part, int choice, PartHead head) implements AnswerEvent {
    }

    /**
     * @param text a piece of the part's text; of a tool call, of its arguments as JSON
     * text
     */
    record Delta(int part, String text) implements AnswerEvent {
    }

    /** Completes a part's signature. */
    record Signed(int part, Signature signature) implements AnswerEvent {
    }

    record Cited(int part, Citation citation) implements AnswerEvent {
    }

    record Logprobs(int choice, List<TokenLogprob> logprobs) implements AnswerEvent {

        public Logprobs {
            logprobs = List.copyOf(logprobs);
        }

    }

    record PartEnded(int part) implements AnswerEvent {
    }

    /**
     * @param stopSequence the one that ended it, if the provider tells
     */
    record Finished(int choice, FinishReason reason, Optional<String> stopSequence) implements AnswerEvent {
    }

    /** What is known of the usage so far; the last word holds. */
    record UsageTold(Usage usage, Optional<String> serviceTier) implements AnswerEvent {
    }

    /** The provider gave up. */
    record Failed(ProviderError error) implements AnswerEvent {
    }

    /** What a part is, known when it starts. */
    sealed interface PartHead {

        record Text() implements PartHead {
        }

        record Thinking() implements PartHead {
        }

        record HiddenThinking(Signature signature) implements PartHead {
        }

        record ToolCall(String id, String name, Optional<Signature> signature) implements PartHead {
        }

        record Refusal() implements PartHead {
        }

    }

}
