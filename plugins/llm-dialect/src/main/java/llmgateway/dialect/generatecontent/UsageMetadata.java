package llmgateway.dialect.generatecontent;

import java.util.EnumMap;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code usageMetadata}: the prompt's tokens include what was cached and not what tools
 * of Google's added, the candidates' do not include thoughts. Video and documents cost
 * what text does and are counted with it.
 */
final class UsageMetadata {

    private UsageMetadata() {
    }

    static Usage read(JsonNode metadata) {
        long input = number(metadata, "promptTokenCount") + number(metadata, "toolUsePromptTokenCount");
        long cached = Math.min(number(metadata, "cachedContentTokenCount"), input);
        long audio = of(metadata, "promptTokensDetails", "AUDIO") + of(metadata, "toolUsePromptTokensDetails", "AUDIO");
        long image = of(metadata, "promptTokensDetails", "IMAGE") + of(metadata, "toolUsePromptTokensDetails", "IMAGE");
        long cachedAudio = Math.min(audio, of(metadata, "cacheTokensDetails", "AUDIO"));
        long cachedImage = Math.min(image, of(metadata, "cacheTokensDetails", "IMAGE"));
        long output = number(metadata, "candidatesTokenCount");
        long audioOutput = of(metadata, "candidatesTokensDetails", "AUDIO");
        long imageOutput = of(metadata, "candidatesTokensDetails", "IMAGE");
        long cachedText = rest(cached, cachedAudio, cachedImage);
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        amounts.put(Meter.CACHED_INPUT_TOKENS, cachedText);
        amounts.put(Meter.CACHED_AUDIO_INPUT_TOKENS, cachedAudio);
        amounts.put(Meter.CACHED_IMAGE_INPUT_TOKENS, cachedImage);
        amounts.put(Meter.AUDIO_INPUT_TOKENS, audio - cachedAudio);
        amounts.put(Meter.IMAGE_INPUT_TOKENS, image - cachedImage);
        amounts.put(Meter.INPUT_TOKENS, rest(input, cachedText, audio, image));
        amounts.put(Meter.AUDIO_OUTPUT_TOKENS, audioOutput);
        amounts.put(Meter.IMAGE_OUTPUT_TOKENS, imageOutput);
        amounts.put(Meter.OUTPUT_TOKENS, rest(output, audioOutput, imageOutput));
        amounts.put(Meter.REASONING_TOKENS, number(metadata, "thoughtsTokenCount"));
        return new Usage(amounts);
    }

    static ObjectNode write(Usage usage) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        long audio = usage.of(Meter.AUDIO_INPUT_TOKENS) + usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS);
        long image = usage.of(Meter.IMAGE_INPUT_TOKENS) + usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS);
        long cached = usage.of(Meter.CACHED_INPUT_TOKENS) + usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS)
                + usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS);
        long thoughts = usage.of(Meter.REASONING_TOKENS);
        metadata.put("promptTokenCount", usage.inputTokens());
        metadata.put("candidatesTokenCount", usage.outputTokens() - thoughts);
        metadata.put("totalTokenCount", usage.totalTokens());
        if (thoughts > 0) {
            metadata.put("thoughtsTokenCount", thoughts);
        }
        writeDetails(metadata, "promptTokensDetails", usage.inputTokens(), audio, image);
        if (cached > 0) {
            metadata.put("cachedContentTokenCount", cached);
            writeDetails(metadata, "cacheTokensDetails", cached, usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS),
                    usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS));
        }
        writeDetails(metadata, "candidatesTokensDetails", usage.outputTokens() - thoughts,
                usage.of(Meter.AUDIO_OUTPUT_TOKENS), usage.of(Meter.IMAGE_OUTPUT_TOKENS));
        return metadata;
    }

    private static void writeDetails(ObjectNode metadata, String name, long total, long audio, long image) {
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        writeDetail(details, "TEXT", total - audio - image);
        writeDetail(details, "AUDIO", audio);
        writeDetail(details, "IMAGE", image);
        if (!details.isEmpty()) {
            metadata.set(name, details);
        }
    }

    private static void writeDetail(ArrayNode details, String modality, long tokens) {
        if (tokens > 0) {
            details.addObject().put("modality", modality).put("tokenCount", tokens);
        }
    }

    private static long of(JsonNode metadata, String details, String modality) {
        long tokens = 0;
        for (JsonNode detail : metadata.path(details)) {
            tokens += detail.path("modality").asString("").equals(modality) ? number(detail, "tokenCount") : 0;
        }
        return tokens;
    }

    private static long number(JsonNode object, String name) {
        return Math.max(0, object.path(name).asLong(0));
    }

    private static long rest(long total, long... parts) {
        long rest = total;
        for (long part : parts) {
            rest -= part;
        }
        return Math.max(0, rest);
    }

}
