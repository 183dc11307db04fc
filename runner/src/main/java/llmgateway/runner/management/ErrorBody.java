package llmgateway.runner.management;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * What every error of the management endpoints looks like.
 *
 * @param error what went wrong
 */
record ErrorBody(Detail error) {

    private static final JsonFactory JSON = new JsonFactory();

    static ErrorBody of(String code, String message) {
        return new ErrorBody(new Detail(code, message));
    }

    /** Answers where no controller is reached. */
    static void write(HttpServletResponse response, HttpStatus status, String code, String message) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), response.getOutputStream())) {
            out.writeStartObject();
            out.writeObjectPropertyStart("error");
            out.writeStringProperty("code", code);
            out.writeStringProperty("message", message);
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    /**
     * @param code a word for programs
     * @param message a sentence for a person
     */
    record Detail(String code, String message) {
    }

}
