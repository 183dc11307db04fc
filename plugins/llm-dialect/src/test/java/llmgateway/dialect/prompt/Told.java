package llmgateway.dialect.prompt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.prompt.PromptImage;
import llmgateway.core.prompt.PromptVisitor;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.CallReading;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.dialect.request.RequestLimits;

/** Writes down what a prompt tells, one line a part. */
final class Told implements PromptVisitor {

    private static final CallReader READER = new CallReader(RequestLimits.defaults());

    private final List<String> parts = new ArrayList<>();

    static List<String> of(Endpoint endpoint, String json) {
        return of(read(endpoint, Headers.NONE, json.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> of(Prompt prompt) {
        Told told = new Told();
        prompt.tell(told);
        return told.parts;
    }

    static Prompt read(Endpoint endpoint, Headers headers, byte[] body) {
        CallReading reading = READER.read(new CallId("call_0"), Caller.UNKNOWN,
                new EndpointMatcher.Match.Found(endpoint, Optional.empty()), headers, body);
        if (reading instanceof CallReading.Accepted accepted) {
            return accepted.body().prompt();
        }
        throw new AssertionError("refused: " + reading);
    }

    @Override
    public void turn() {
        this.parts.add("turn");
    }

    @Override
    public void tool() {
        this.parts.add("tool");
    }

    @Override
    public void text(String text) {
        this.parts.add("text " + text);
    }

    @Override
    public void tokens(long count) {
        this.parts.add("tokens " + count);
    }

    @Override
    public void image(PromptImage image) {
        String size = image.size().map((pixels) -> pixels.width() + "x" + pixels.height()).orElse("unknown");
        this.parts.add("image " + size + image.detail().map((detail) -> " " + detail).orElse(""));
    }

    @Override
    public void audio(long bytes) {
        this.parts.add("audio " + bytes);
    }

    @Override
    public void document(long bytes) {
        this.parts.add("document " + bytes);
    }

    @Override
    public void elsewhere() {
        this.parts.add("elsewhere");
    }

    @Override
    public void cacheMark(boolean forAnHour) {
        this.parts.add(forAnHour ? "cache 1h" : "cache");
    }

    @Override
    public void imagesToMake(int count) {
        this.parts.add("images " + count);
    }

    @Override
    public void textToSpeak(String text) {
        this.parts.add("speak " + text);
    }

    @Override
    public void providerTool() {
        this.parts.add("provider tool");
    }

}
