package llmgateway.relay.answer;

import llmgateway.relay.provider.ProviderAnswer;

/** Finds where the events of one stream end. Not thread-safe. */
interface EventEnds {

    static EventEnds of(ProviderAnswer answer) {
        return answer.isAwsEvents() ? new AwsFrameEnds() : new SseEventEnds();
    }

    /**
     * To be told every byte in turn.
     * @return whether everything up to this byte belongs to events that have ended
     */
    boolean isEnd(byte b);

}
