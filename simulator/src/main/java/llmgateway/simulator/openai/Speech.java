package llmgateway.simulator.openai;

import java.util.Map;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;

/** {@code POST /v1/audio/speech}: 1,000 bytes a word, which no player understands. */
public final class Speech implements Endpoint {

    private static final Set<String> FIELDS = Set.of("input", "instructions", "model", "response_format", "speed",
            "stream_format", "voice");

    private static final Map<String, String> MEDIA_TYPES = Map.of("mp3", "audio/mpeg", "opus", "audio/opus", "aac",
            "audio/aac", "flac", "audio/flac", "wav", "audio/wav", "pcm", "audio/pcm");

    private static final int BYTES_PER_WORD = 1000;

    @Override
    public Answer answer(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        request.model();
        body.require("voice");
        long words = Words.count(body.requireString("input"));
        String format = body.find("response_format").isEmpty() ? "mp3"
                : body.requireOneOf("response_format", MEDIA_TYPES.keySet());
        byte[] sound = new byte[(int) words * BYTES_PER_WORD];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) (request.seed() + i);
        }
        return new Answer.Bytes(200, MEDIA_TYPES.getOrDefault(format, "audio/mpeg"), sound);
    }

}
