package llmgateway.simulator.openai;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.ThoughtSeal;
import tools.jackson.databind.JsonNode;

/** Checks the input items of a response by their fields in openai-java 4.101.0. */
final class InputItems {

    private static final Set<String> TYPES = Set.of("message", "function_call", "function_call_output", "reasoning");

    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");

    private static final Set<String> PARTS = Set.of("input_text", "input_image", "input_file", "input_audio",
            "output_text", "refusal");

    private static final String CACHE = "prompt_cache_breakpoint";

    private InputItems() {
    }

    /**
     * @return the type of the last item
     */
    static String check(List<Fields> items) throws ApiException {
        Set<String> open = new HashSet<>();
        String last = "";
        for (Fields item : items) {
            String type = item.find("type").isPresent() ? item.requireOneOf("type", TYPES) : "message";
            boolean ofUser = type.equals("function_call_output")
                    || (type.equals("message") && !item.requireOneOf("role", ROLES).equals("assistant"));
            if (last.equals("reasoning") && ofUser) {
                throw ApiException
                    .malformed("Item of type 'reasoning' was provided without its required following item.");
            }
            switch (type) {
                case "message" -> checkMessage(item);
                case "function_call" -> open.add(checkCall(item));
                case "function_call_output" -> {
                    String call = checkOutput(item);
                    if (!open.remove(call)) {
                        throw ApiException
                            .malformed("No tool call found for function call output with call_id " + call + ".");
                    }
                }
                default -> checkReasoning(item);
            }
            last = type;
        }
        if (!open.isEmpty()) {
            throw ApiException.malformed("No tool output found for function call " + open.iterator().next() + ".");
        }
        return last;
    }

    private static void checkMessage(Fields item) throws ApiException {
        item.only(Set.of("type", "id", "role", "content", "status", "phase"));
        checkContent(item, "content");
    }

    private static void checkContent(Fields item, String field) throws ApiException {
        JsonNode content = item.require(field);
        if (content.isArray()) {
            for (Fields part : item.objects(field)) {
                checkPart(part, part.requireOneOf("type", PARTS));
            }
        }
        else if (!content.isString()) {
            throw item.wrongType(field, "a string or an array of content parts");
        }
    }

    private static void checkPart(Fields part, String kind) throws ApiException {
        switch (kind) {
            case "input_text" -> part.only(Set.of("type", "text", CACHE)).requireString("text");
            case "output_text" -> part.only(Set.of("type", "text", "annotations", "logprobs")).requireString("text");
            case "refusal" -> part.only(Set.of("type", "refusal")).requireString("refusal");
            case "input_image" -> {
                part.only(Set.of("type", "detail", "file_id", "image_url", CACHE));
                part.requireOneOf("detail", Set.of("auto", "low", "high", "original"));
            }
            case "input_file" -> {
                part.only(Set.of("type", "detail", "file_data", "file_id", "file_url", "filename", CACHE));
                if (part.find("file_data").isPresent() && part.string("filename").isEmpty()) {
                    throw ApiException.invalid(part.path() + "filename", "Missing required parameter: 'filename'.");
                }
            }
            default -> throw ApiException.invalid(part.path() + "type", "input_audio is not supported with this model");
        }
    }

    private static String checkCall(Fields item) throws ApiException {
        item.only(Set.of("type", "id", "call_id", "name", "arguments", "status", "async", "caller", "namespace"));
        item.requireString("name");
        item.requireString("arguments");
        return item.requireString("call_id");
    }

    private static String checkOutput(Fields item) throws ApiException {
        item.only(Set.of("type", "id", "call_id", "output", "status", "caller", "name", "namespace"));
        checkContent(item, "output");
        return item.requireString("call_id");
    }

    private static void checkReasoning(Fields item) throws ApiException {
        // The reference calls the id required; what is not stored is taken without.
        item.only(Set.of("type", "id", "summary", "content", "encrypted_content", "status")).string("id");
        item.require("summary");
        for (Fields part : item.objects("summary")) {
            part.only(Set.of("type", "text")).requireOneOf("type", Set.of("summary_text"));
            part.requireString("text");
        }
        if (item.find("encrypted_content").isPresent()
                && !ThoughtSeal.isSeal(item.requireString("encrypted_content"))) {
            throw ApiException.malformed("The encrypted content could not be verified. "
                    + "Reason: Encrypted content could not be decrypted or parsed.");
        }
    }

}
