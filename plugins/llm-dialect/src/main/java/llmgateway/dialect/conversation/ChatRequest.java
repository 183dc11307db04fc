package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

/**
 * A request for the next turn of a conversation. Its model is no part of it: the gateway
 * chooses.
 *
 * @param messages system messages among them, wherever they stand
 * @param stream whether the answer shall come as events
 * @param usageInStream whether the client wants to be told the usage in a stream
 * @param unread fields of the client's request that have no place here, by their paths
 */
public record ChatRequest(List<Message> messages, Tooling tooling, Sampling sampling, ResponseFormat format,
        Optional<Reasoning> reasoning, ServiceOptions service, boolean stream, boolean usageInStream,
        List<String> unread) {

    public ChatRequest {
        messages = List.copyOf(messages);
        unread = List.copyOf(unread);
    }

    /** A request that says nothing but its messages. */
    public static ChatRequest of(List<Message> messages) {
        return new ChatRequest(messages, Tooling.NONE, Sampling.USUAL, new ResponseFormat.PlainText(), Optional.empty(),
                ServiceOptions.NONE, false, false, List.of());
    }

    public ChatRequest withMessages(List<Message> changed) {
        return new ChatRequest(changed, this.tooling, this.sampling, this.format, this.reasoning, this.service,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withTooling(Tooling changed) {
        return new ChatRequest(this.messages, changed, this.sampling, this.format, this.reasoning, this.service,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withSampling(Sampling changed) {
        return new ChatRequest(this.messages, this.tooling, changed, this.format, this.reasoning, this.service,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withFormat(ResponseFormat changed) {
        return new ChatRequest(this.messages, this.tooling, this.sampling, changed, this.reasoning, this.service,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withReasoning(Optional<Reasoning> changed) {
        return new ChatRequest(this.messages, this.tooling, this.sampling, this.format, changed, this.service,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withService(ServiceOptions changed) {
        return new ChatRequest(this.messages, this.tooling, this.sampling, this.format, this.reasoning, changed,
                this.stream, this.usageInStream, this.unread);
    }

    public ChatRequest withStream(boolean changed, boolean usage) {
        return new ChatRequest(this.messages, this.tooling, this.sampling, this.format, this.reasoning, this.service,
                changed, usage, this.unread);
    }

}
