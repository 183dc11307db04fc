package llmgateway.simulator.openai;

import java.util.Optional;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.api.RequestBody;
import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.generation.Words;
import llmgateway.simulator.wire.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/images/...}: one black pixel an image, of 100 output tokens. */
public final class Images {

    private static final Set<String> FIELDS = Set.of("background", "model", "moderation", "n", "output_compression",
            "output_format", "partial_images", "prompt", "quality", "response_format", "safety_identifier", "size",
            "stream", "style", "user");

    private static final String PIXEL_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    private static final long TOKENS_PER_IMAGE = 100;

    public Endpoint generations() {
        return (request) -> {
            Fields body = request.json().only(FIELDS);
            return images(request, body.requireString("prompt"), body.integer("n", 1, 10).orElse(1));
        };
    }

    public Endpoint edits() {
        return (request) -> {
            RequestBody.Form form = request.form();
            form.requirePart("image");
            return images(request, form.requireField("prompt"), count(form));
        };
    }

    public Endpoint variations() {
        return (request) -> {
            RequestBody.Form form = request.form();
            form.requirePart("image");
            return images(request, "", count(form));
        };
    }

    private static long count(RequestBody.Form form) throws ApiException {
        Optional<String> count = form.field("n");
        if (count.isPresent() && !count.get().matches("[1-9]|10")) {
            throw ApiException.invalid("n", "Invalid 'n': expected a value between 1 and 10.");
        }
        return count.map(Long::valueOf).orElse(1L);
    }

    private static Answer images(ApiRequest request, String prompt, long count) {
        ObjectNode body = Json.object().put("created", Json.CREATED);
        ArrayNode data = body.putArray("data");
        for (long i = 0; i < count; i++) {
            data.addObject().put("b64_json", PIXEL_PNG);
        }
        if (!request.faults().has(Fault.NO_USAGE)) {
            TokenUsage tokens = request.usage(Words.count(prompt), TOKENS_PER_IMAGE * count);
            ObjectNode usage = body.putObject("usage");
            usage.put("input_tokens", tokens.input());
            usage.putObject("input_tokens_details").put("text_tokens", tokens.input()).put("image_tokens", 0);
            usage.put("output_tokens", tokens.output());
            usage.put("total_tokens", tokens.total());
        }
        return Answer.json(body);
    }

}
