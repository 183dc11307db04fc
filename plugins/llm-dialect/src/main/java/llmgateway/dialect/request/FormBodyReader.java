package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.OriginalModel;
import llmgateway.dialect.prompt.FormPart;
import llmgateway.dialect.prompt.FormPrompt;

/** Reads one multipart form; used once. */
final class FormBodyReader {

    private final Endpoint endpoint;

    private final byte[] bytes;

    private final RequestLimits limits;

    private final Set<String> seen = new HashSet<>();

    private Optional<NamedModel> model = Optional.empty();

    private boolean stream;

    private int choices = 1;

    private final List<FormPart> parts = new ArrayList<>();

    private final LabelsReader labels = new LabelsReader();

    FormBodyReader(Endpoint endpoint, byte[] bytes, RequestLimits limits) {
        this.endpoint = endpoint;
        this.bytes = bytes;
        this.limits = limits;
    }

    /**
     * @throws RefusedRequest if the body is not acceptable
     */
    ReadBody read(String boundary) {
        for (MultipartScanner.Part part : new MultipartScanner(this.bytes, boundary, this.limits).parts()) {
            FormField field = FormField.of(this.bytes, part);
            // Some readers take "model[]" for "model".
            String name = field.name().split("\\[", 2)[0];
            KnownFields.requireOwnCase(name);
            if (KnownFields.REFUSED.contains(name)) {
                throw RefusedRequest.field(name, "is not accepted here");
            }
            Span content = part.content();
            this.parts.add(new FormPart(name, field.isPlain(), content.from(), content.to()));
            if (name.equals(KnownFields.USER) && field.isPlain() && content.length() <= this.limits.fieldBytes()) {
                this.labels.readUser(text(content));
            }
            if (isRead(name)) {
                requireReadable(field, name, part);
                readField(name, content);
            }
        }
        MultipartBody body = new MultipartBody(this.bytes, new FormPrompt(this.endpoint, this.bytes, this.parts),
                boundary, this.model);
        return new ReadBody(body, this.model.map(NamedModel::name), this.stream, OptionalLong.empty(), this.choices,
                Optional.empty(), this.labels.labels());
    }

    private static boolean isRead(String name) {
        return name.equals(KnownFields.MODEL) || name.equals(KnownFields.STREAM) || KnownFields.CHOICES.contains(name);
    }

    private void requireReadable(FormField field, String name, MultipartScanner.Part part) {
        if (!field.isPlain() || !field.name().equals(name)) {
            throw RefusedRequest.field(name, "must be a plain form field");
        }
        if (!this.seen.add(name)) {
            throw RefusedRequest.field(name, "must not be sent twice");
        }
        if (part.content().length() > this.limits.fieldBytes()) {
            throw RefusedRequest.field(name, "must not be longer than " + this.limits.fieldBytes() + " bytes");
        }
        Utf8Check.requireUtf8(this.bytes, part.content());
    }

    private void readField(String name, Span content) {
        String value = text(content);
        switch (name) {
            case KnownFields.MODEL -> this.model = Optional
                .of(new NamedModel(NamedModel.checked(new OriginalModel(value), this.limits), content));
            case KnownFields.STREAM -> {
                this.stream = value.equalsIgnoreCase("true");
                if (!this.stream && !value.equalsIgnoreCase("false")) {
                    throw RefusedRequest.field(name, "must be true or false");
                }
            }
            default -> {
                requireChoices(name, value);
                this.choices = Math.max(this.choices, Integer.parseInt(value));
            }
        }
    }

    private String text(Span content) {
        return new String(this.bytes, content.from(), content.length(), StandardCharsets.UTF_8);
    }

    private void requireChoices(String name, String value) {
        // Nine digits fit an int.
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > this.limits.choices()) {
            throw RefusedRequest.field(name, "must be a whole number from 1 to " + this.limits.choices());
        }
    }

}
