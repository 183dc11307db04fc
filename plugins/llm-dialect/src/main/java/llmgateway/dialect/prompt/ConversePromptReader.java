package llmgateway.dialect.prompt;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import tools.jackson.core.JsonToken;

/**
 * Reads a body of Amazon Bedrock's Converse (service model {@code bedrock-runtime}
 * 2023-09-30 in botocore of August 2026). Files stand as base64 in {@code source.bytes},
 * or in S3.
 */
final class ConversePromptReader implements RootReader {

    private static final Set<String> NOT_INPUT = Set.of("inferenceConfig", "guardrailConfig", "performanceConfig",
            "additionalModelResponseFieldPaths", "requestMetadata", "serviceTier");

    private final ContentReader content;

    private final JsonWalk json;

    ConversePromptReader(ContentReader content) {
        this.content = content;
        this.json = content.json();
    }

    @Override
    public void read(String key, JsonToken value) {
        switch (key) {
            case "messages" -> this.json.elements((message) -> this.json.members(this::readMessage));
            case "system" -> {
                this.content.visitor().turn();
                blocks(value);
            }
            case "toolConfig" -> this.json.members(this::readToolConfig);
            case "promptVariables" -> this.content.elsewhereUnlessNull(value);
            default -> {
                if (NOT_INPUT.contains(key)) {
                    this.json.skip();
                }
                else {
                    this.content.written(value);
                }
            }
        }
    }

    private void readMessage(String key, JsonToken value) {
        if (key.equals("content")) {
            this.content.visitor().turn();
            blocks(value);
        }
        else {
            this.json.skip();
        }
    }

    private void blocks(JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            this.json.elements((block) -> this.json.members(this::readBlock));
        }
        else {
            this.content.written(value);
        }
    }

    private void readBlock(String key, JsonToken value) {
        switch (key) {
            case "image" -> file((attachment) -> attachment.tellImage(this.content.visitor(), Optional.empty()));
            case "document", "video", "audio" -> {
                Optional<String> type = Optional.of(switch (key) {
                    case "audio" -> "audio/wav";
                    case "video" -> "video/mp4";
                    default -> "application/pdf";
                });
                file((attachment) -> attachment.withMediaType(type).tellFile(this.content.visitor()));
            }
            case "toolResult" -> this.json.members((name, member) -> {
                if (name.equals("content")) {
                    blocks(member);
                }
                else {
                    this.content.written(member);
                }
            });
            case "cachePoint" -> this.content.visitor().cacheMark(CacheControl.isForAnHour(this.json));
            default -> this.content.written(value);
        }
    }

    private void file(Consumer<Attachment> teller) {
        this.json.members((key, value) -> {
            if (key.equals("source")) {
                this.json.members((name, member) -> {
                    switch (name) {
                        case "bytes" -> teller.accept(Attachment.ofData(this.json.string()));
                        case "s3Location" -> this.content.elsewhereUnlessNull(member);
                        default -> this.content.written(member);
                    }
                });
            }
            else {
                this.content.written(value);
            }
        });
    }

    private void readToolConfig(String key, JsonToken value) {
        if (!key.equals("tools")) {
            this.json.skip();
            return;
        }
        this.json.elements((tool) -> this.json.members((kind, member) -> {
            switch (kind) {
                case "cachePoint" -> this.content.visitor().cacheMark(CacheControl.isForAnHour(this.json));
                case "systemTool" -> {
                    this.content.visitor().providerTool();
                    this.content.written(member);
                }
                default -> {
                    this.content.visitor().tool();
                    this.content.written(member);
                }
            }
        }));
    }

}
