package llmgateway.dialect.generatecontent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a stream of {@code GenerateContentResponse}s. Texts go on as they come; a call
 * goes whole, since its arguments are an object here. The last chunk has every finish
 * reason and the usage, where Google's SDKs look for them.
 */
final class GenerateContentStreamWriter implements StreamWriter {

    private final PartWriter.For client;

    private final Map<Integer, CandidateWriter> candidates = new TreeMap<>();

    private final Map<Integer, Integer> choices = new HashMap<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String id = "";

    private String model = "";

    private Optional<Usage> usage = Optional.empty();

    GenerateContentStreamWriter(PartWriter.For client) {
        this.client = client;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> {
                this.id = started.id();
                this.model = started.model();
            }
            case AnswerEvent.PartStarted started -> {
                this.choices.put(started.part(), started.choice());
                candidate(started.choice()).accept(event);
            }
            case AnswerEvent.Delta delta -> ofPart(delta.part(), event);
            case AnswerEvent.Signed signed -> ofPart(signed.part(), event);
            case AnswerEvent.Cited cited -> ofPart(cited.part(), event);
            case AnswerEvent.PartEnded ended -> ofPart(ended.part(), event);
            case AnswerEvent.Logprobs logprobs -> candidate(logprobs.choice()).write(logprobs);
            case AnswerEvent.Finished finished -> candidate(finished.choice()).finished(finished.reason());
            case AnswerEvent.UsageTold told -> this.usage = Optional.of(told.usage());
            case AnswerEvent.Failed failed -> throw new IllegalArgumentException("an error is not written here");
        }
        return taken();
    }

    @Override
    public byte[] finish() {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        ArrayNode last = chunk.putArray("candidates");
        this.candidates.values().forEach((candidate) -> candidate.writeEnd(last.addObject()));
        this.usage.ifPresent((told) -> chunk.set("usageMetadata", UsageMetadata.write(told)));
        write(chunk);
        return taken();
    }

    private void ofPart(int part, AnswerEvent event) {
        candidate(this.choices.getOrDefault(part, 0)).accept(event);
    }

    private CandidateWriter candidate(int choice) {
        return this.candidates.computeIfAbsent(choice,
                (number) -> new CandidateWriter(number, this.client, this::write));
    }

    private void write(ObjectNode chunk) {
        GenerateContentAnswerWriter.writeNames(this.model, this.id, chunk);
        this.out.writeBytes(("data: " + chunk + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] taken() {
        byte[] taken = this.out.toByteArray();
        this.out.reset();
        return taken;
    }

}
