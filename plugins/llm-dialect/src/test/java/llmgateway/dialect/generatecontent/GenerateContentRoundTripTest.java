package llmgateway.dialect.generatecontent;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.format.TargetModel;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written is read again as it was. */
class GenerateContentRoundTripTest {

    private static final int SEEDS = 2000;

    private static final TargetModel BEFORE_LEVELS = new TargetModel(new RequestModel("gemini-2.5-pro"),
            OptionalLong.empty());

    private static final TargetModel WITH_LEVELS = new TargetModel(new RequestModel("gemini-3-pro"),
            OptionalLong.empty());

    private static final ChatRequest ANY = ChatRequest.of(List.of());

    private final GenerateContentClientFormat client = new GenerateContentClientFormat();

    private final GenerateContentProviderFormat provider = new GenerateContentProviderFormat();

    @Test
    void requests() {
        for (long seed = 0; seed < SEEDS; seed++) {
            ChatRequest request = new RandomConversations(seed).request();
            boolean byEffort = request.reasoning().filter((asked) -> asked.effort().isPresent()).isPresent();
            JsonNode written = this.provider.writeRequest(request, byEffort ? WITH_LEVELS : BEFORE_LEVELS);
            ChatRequest read = this.client.readRequest(written);
            // Models with levels are sent a signature of every first call.
            assertThat(byEffort ? read.withMessages(request.messages()) : read).as("seed %d: %s", seed, written)
                .isEqualTo(request);
        }
    }

    @Test
    void answers() {
        for (long seed = 0; seed < SEEDS; seed++) {
            ChatAnswer answer = new RandomConversations(seed).answer();
            JsonNode written = this.client.writeAnswer(answer, ANY);

            assertThat(this.provider.readAnswer(written)).as("seed %d: %s", seed, written).isEqualTo(answer);
        }
    }

    @Test
    void P12_streamsHoweverTheirPartsAreMixed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomConversations conversations = new RandomConversations(seed);
            ChatAnswer answer = conversations.answer();
            StreamWriter writer = this.client.streamWriter(ANY);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            mixed(AnswerEvents.of(answer), conversations.random())
                .forEach((event) -> stream.writeBytes(writer.write(event)));
            stream.writeBytes(writer.finish());
            AnswerCollector read = new AnswerCollector();
            StreamReader reader = this.provider.streamReader(read);
            reader.write(stream.toByteArray(), 0, stream.size());
            reader.finish();

            assertThat(read.answer()).as("seed %d: %s", seed, stream).isEqualTo(answer);
        }
    }

    /** Cuts deltas in two and lets the parts of a choice go on in turns. */
    private static List<AnswerEvent> mixed(List<AnswerEvent> events, RandomGenerator random) {
        List<AnswerEvent> mixed = new ArrayList<>();
        List<AnswerEvent> ends = new ArrayList<>();
        for (AnswerEvent event : events) {
            switch (event) {
                case AnswerEvent.Delta delta when delta.text().length() > 1 -> {
                    int cut = delta.text().offsetByCodePoints(0, 1);
                    mixed.add(new AnswerEvent.Delta(delta.part(), delta.text().substring(0, cut)));
                    AnswerEvent rest = new AnswerEvent.Delta(delta.part(), delta.text().substring(cut));
                    (random.nextBoolean() ? ends : mixed).add(rest);
                }
                case AnswerEvent.Signed signed -> ends.add(event);
                case AnswerEvent.Cited cited -> ends.add(event);
                case AnswerEvent.PartEnded ended -> ends.add(event);
                case AnswerEvent.Finished finished -> {
                    mixed.addAll(ends);
                    ends.clear();
                    mixed.add(event);
                }
                default -> mixed.add(event);
            }
        }
        return mixed;
    }

}
