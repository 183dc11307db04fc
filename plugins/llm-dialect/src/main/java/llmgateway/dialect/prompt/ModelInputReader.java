package llmgateway.dialect.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import llmgateway.core.call.Endpoint;
import llmgateway.dialect.prompt.ModelInput.Message;
import llmgateway.dialect.prompt.ModelInput.Part;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the texts of a JSON body with the roles of who says them, to be shown to people.
 * What tokens they have is {@link JsonPrompt}'s business. Used once.
 */
public final class ModelInputReader {

    private static final JsonFactory JSON = new JsonFactory();

    private static final String USER = "user";

    private static final int LONGEST_WORD = 64;

    private final JsonWalk json;

    private final List<String> instructions = new ArrayList<>();

    private final List<Message> messages = new ArrayList<>();

    /** How many characters may still be kept. */
    private int room;

    private ModelInputReader(JsonWalk json, int room) {
        this.json = json;
        this.room = room;
    }

    /**
     * @param body a JSON object that has been checked
     * @param mostCharacters after which texts are cut and left out
     */
    public static ModelInput read(Endpoint endpoint, byte[] body, int mostCharacters) {
        try (JsonWalk json = new JsonWalk(JSON, body)) {
            json.next();
            ModelInputReader reader = new ModelInputReader(json, mostCharacters);
            json.members((key, value) -> reader.readRoot(endpoint, key, value));
            return new ModelInput(reader.instructions, reader.messages);
        }
    }

    private void readRoot(Endpoint endpoint, String key, JsonToken value) {
        if (instructions(endpoint).contains(key)) {
            readInstructions(value);
        }
        else if (messages(endpoint).contains(key)) {
            readMessages(value);
        }
        else {
            this.json.skip();
        }
    }

    private static Set<String> instructions(Endpoint endpoint) {
        return switch (endpoint) {
            case MESSAGES, CONVERSE -> Set.of("system");
            case RESPONSES -> Set.of("instructions");
            case GENERATE_CONTENT -> Set.of("systemInstruction", "system_instruction");
            default -> Set.of();
        };
    }

    private static Set<String> messages(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, MESSAGES, CONVERSE -> Set.of("messages");
            case RESPONSES, EMBEDDINGS, MODERATIONS -> Set.of("input");
            case COMPLETIONS -> Set.of("prompt");
            case GENERATE_CONTENT -> Set.of("contents");
            default -> Set.of();
        };
    }

    /** One text is one message, and so is each element of an array. */
    private void readMessages(JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            this.json.elements(this::readMessage);
        }
        else {
            readMessage(value);
        }
    }

    private void readMessage(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            List<Part> parts = new ArrayList<>(1);
            addText(parts, this.json.string());
            addMessage(USER, parts);
        }
        else if (value == JsonToken.START_OBJECT) {
            ItemReader item = new ItemReader();
            this.json.members(item::read);
            addMessage(item.role, item.parts());
        }
        else {
            this.json.skip();
        }
    }

    private void addMessage(String role, List<Part> parts) {
        if (!parts.isEmpty()) {
            this.messages.add(new Message(role, parts));
        }
    }

    private void readInstructions(JsonToken value) {
        List<Part> parts = new ArrayList<>();
        readContent(value, parts);
        for (Part part : parts) {
            if (part instanceof Part.Text(String content)) {
                this.instructions.add(content);
            }
        }
    }

    private void readContent(JsonToken value, List<Part> parts) {
        if (value == JsonToken.VALUE_STRING) {
            addText(parts, this.json.string());
        }
        else if (value == JsonToken.START_ARRAY) {
            this.json.elements((element) -> readContent(element, parts));
        }
        else if (value == JsonToken.START_OBJECT) {
            ItemReader part = new ItemReader();
            this.json.members(part::read);
            parts.addAll(part.parts());
        }
        else {
            this.json.skip();
        }
    }

    private void addText(List<Part> parts, String text) {
        if (this.room > 0) {
            int length = Math.min(text.length(), this.room);
            parts.add(new Part.Text(text.substring(0, length)));
            this.room -= length;
        }
    }

    private static String cut(String word) {
        return word.substring(0, Math.min(word.length(), LONGEST_WORD));
    }

    /** One message, input item or part of a message. */
    private final class ItemReader {

        private final List<Part> texts = new ArrayList<>();

        private String role = USER;

        /** That of an API whose parts have none is the name of what they hold. */
        private String type = "";

        void read(String key, JsonToken value) {
            boolean isString = value == JsonToken.VALUE_STRING;
            switch (key) {
                case "role" -> this.role = isString ? cut(ModelInputReader.this.json.string()) : this.role;
                case "type" -> this.type = isString ? cut(ModelInputReader.this.json.string()) : this.type;
                case "text", "content", "parts", "output", "toolResult" -> readContent(value, this.texts);
                case "tool_calls" -> {
                    this.type = "tool_call";
                    ModelInputReader.this.json.skip();
                }
                default -> {
                    this.type = (value == JsonToken.START_OBJECT && this.type.isEmpty()) ? cut(key) : this.type;
                    ModelInputReader.this.json.skip();
                }
            }
        }

        /** Its texts, or what else it is. */
        List<Part> parts() {
            boolean hasRoom = ModelInputReader.this.room > 0;
            if (!this.texts.isEmpty() || this.type.isEmpty() || !hasRoom) {
                return this.texts;
            }
            ModelInputReader.this.room -= this.type.length();
            return List.of(new Part.Other(this.type));
        }

    }

}
