package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Call;
import tools.jackson.core.JsonToken;

/**
 * Gathers what a body says of its client; used once. What is malformed is passed over.
 */
final class LabelsReader {

    private static final String USER_ID = "user_id";

    private static final String TAGS = "tags";

    /** More than are kept, since some may be empty or repeated. */
    private static final int TAGS_READ = 64;

    private Optional<String> user = Optional.empty();

    private Optional<String> safetyIdentifier = Optional.empty();

    private Optional<String> metadataUser = Optional.empty();

    private final List<String> tags = new ArrayList<>();

    void readUser(String value) {
        this.user = Label.user(value);
    }

    void readUser(StrictJson json, JsonToken value) {
        this.user = user(json, value);
    }

    void readSafetyIdentifier(StrictJson json, JsonToken value) {
        this.safetyIdentifier = user(json, value);
    }

    void readMetadata(StrictJson json, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            json.skipRest(value);
            return;
        }
        while (json.next() != JsonToken.END_OBJECT) {
            String key = json.key();
            JsonToken member = json.next();
            switch (key) {
                case USER_ID -> this.metadataUser = user(json, member);
                case TAGS -> readTags(json, member);
                default -> json.skipRest(member);
            }
        }
    }

    Call.Labels labels() {
        return new Call.Labels(this.user.or(() -> this.safetyIdentifier).or(() -> this.metadataUser),
                Label.tags(this.tags));
    }

    private void readTags(StrictJson json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            this.tags.add(json.string());
        }
        if (value != JsonToken.START_ARRAY) {
            json.skipRest(value);
            return;
        }
        JsonToken element;
        while ((element = json.next()) != JsonToken.END_ARRAY) {
            if (element == JsonToken.VALUE_STRING && this.tags.size() < TAGS_READ) {
                this.tags.add(json.string());
            }
            json.skipRest(element);
        }
    }

    private static Optional<String> user(StrictJson json, JsonToken value) {
        Optional<String> user = (value == JsonToken.VALUE_STRING) ? Label.user(json.string()) : Optional.empty();
        json.skipRest(value);
        return user;
    }

}
