package llmgateway.simulator.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.api.RequestBody;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/audio/transcriptions} and {@code POST /v1/audio/translations}: says how
 * many bytes it heard; ten bytes of audio are a token.
 */
public final class Transcriptions implements Endpoint {

    private static final int BYTES_PER_TOKEN = 10;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        RequestBody.Form form = request.form();
        request.model();
        byte[] audio = form.requirePart("file").content();
        String text = "The simulator heard " + audio.length + " bytes.";
        TokenUsage usage = request.usage(audio.length / BYTES_PER_TOKEN, Words.count(text));
        boolean tellsUsage = !request.faults().has(Fault.NO_USAGE);
        if (form.field("stream").orElse("false").equals("true")) {
            return stream(text, usage, tellsUsage);
        }
        String format = form.field("response_format").orElse("json");
        return switch (format) {
            case "text" -> plain(text + "\n");
            case "srt" -> plain("1\n00:00:00,000 --> 00:00:01,000\n" + text + "\n");
            case "vtt" -> plain("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + text + "\n");
            case "json", "verbose_json" -> json(text, usage, tellsUsage);
            default -> throw ApiException.invalid("response_format", "Invalid value: '" + format + "'.");
        };
    }

    private static Answer plain(String text) {
        return new Answer.Bytes(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer json(String text, TokenUsage usage, boolean tellsUsage) {
        ObjectNode body = Json.object().put("text", text);
        if (tellsUsage) {
            body.set("usage", usage(usage));
        }
        return Answer.json(body);
    }

    private static Answer stream(String text, TokenUsage usage, boolean tellsUsage) {
        ObjectNode delta = Json.object().put("type", "transcript.text.delta").put("delta", text);
        ObjectNode done = Json.object().put("type", "transcript.text.done").put("text", text);
        if (tellsUsage) {
            done.set("usage", usage(usage));
        }
        return new Answer.Events(List.of(Event.of(delta), Event.of(done)),
                new OpenAiDialect().errorEvent(ApiException.ofStatus(500)));
    }

    private static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = Json.object().put("type", "tokens").put("input_tokens", usage.input());
        json.putObject("input_token_details").put("text_tokens", 0).put("audio_tokens", usage.input());
        return json.put("output_tokens", usage.output()).put("total_tokens", usage.total());
    }

}
