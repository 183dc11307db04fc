package llmgateway.simulator.gemini;

import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.ThoughtSeal;

/** Checks the parts of a content. */
final class Parts {

    private static final Set<String> FIELDS = Set.of("text", "inlineData", "fileData", "functionCall",
            "functionResponse", "thought", "thoughtSignature", "executableCode", "codeExecutionResult", "videoMetadata",
            "mediaResolution", "partMetadata");

    /** Of which a part has one. */
    private static final Set<String> DATA = Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse",
            "executableCode", "codeExecutionResult");

    /** Stands for the signature of what another model said. */
    private static final String NOT_SIGNED = "skip_thought_signature_validator";

    private Parts() {
    }

    static void check(Fields part) throws ApiException {
        part.only(FIELDS);
        if (DATA.stream().filter((name) -> part.find(name).isPresent()).count() != 1) {
            throw ApiException.malformed("required oneof field 'data' must have one initialized field");
        }
        part.bool("thought", false);
        if (part.find("thoughtSignature").isPresent()) {
            String signature = part.requireString("thoughtSignature");
            if (!signature.equals(NOT_SIGNED) && !ThoughtSeal.isSeal(signature)) {
                throw ApiException.malformed("Thought signature is not valid.");
            }
        }
        if (part.find("inlineData").isPresent()) {
            Fields data = part.requireObject("inlineData").only(Set.of("mimeType", "data"));
            data.requireString("mimeType");
            data.requireBase64("data");
        }
        if (part.find("fileData").isPresent()) {
            Fields file = part.requireObject("fileData").only(Set.of("mimeType", "fileUri"));
            file.requireString("mimeType");
            file.requireString("fileUri");
        }
        if (part.find("functionCall").isPresent()) {
            Fields call = part.requireObject("functionCall").only(Set.of("id", "name", "args"));
            call.requireString("name");
            call.object("args");
        }
        if (part.find("functionResponse").isPresent()) {
            Fields response = part.requireObject("functionResponse").only(Set.of("id", "name", "response", "parts"));
            response.requireString("name");
            response.requireObject("response");
        }
    }

}
