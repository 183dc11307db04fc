package llmgateway.e2e.translation;

import java.util.List;

/** What an official SDK made of an answer. */
record SdkAnswer(String text, List<ToolCall> calls, boolean wantsTools, long inputTokens, long outputTokens) {

    SdkAnswer {
        calls = List.copyOf(calls);
    }

    record ToolCall(String id, String name, String arguments) {
    }

}
