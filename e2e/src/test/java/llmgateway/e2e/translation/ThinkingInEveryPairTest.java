package llmgateway.e2e.translation;

import java.util.List;
import java.util.Set;

import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What models think: told, and known again by their provider when it comes back. */
class ThinkingInEveryPairTest extends EveryPair {

    private static final String THOUGHT = "I am asked 4 words, and think.";

    /** In Base64, what every signature of the simulator begins with. */
    private static final String SEAL = "c2VhbGVkIGJ5IHRoZSBzaW11bGF0b3Ig";

    private static final Set<String> SIGNING = Set.of("via-responses", "via-messages", "via-gemini",
            "via-vertex-gemini", "via-vertex-claude", "via-bedrock");

    /** Who tells what a model thinks only to those who ask to be told. */
    private static final Set<String> TOLD_ON_DEMAND = Set.of("via-responses", "via-gemini", "via-vertex-gemini");

    /** Whose models think and tell nothing of it. */
    private static final Set<String> SILENT = Set.of("via-chat", "via-azure");

    private static final Set<String> COUNTED = Set.of("via-chat", "via-azure", "via-responses", "via-messages",
            "via-gemini", "via-vertex-gemini", "via-vertex-claude");

    ThinkingInEveryPairTest(WholeGateway gateway) {
        super(gateway);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void isToldAndComesBackToItsProvider(Api api, String model, boolean streamed) {
        List<SdkAnswer> answers = client(api, streamed).thinkingTwice(model, model, prompt());

        assertThat(answers.getFirst().thoughts()).isEqualTo(isTold(api, model) ? THOUGHT : "");
        // Bedrock, Cohere and Ollama count it as output and tell no more.
        boolean counted = COUNTED.contains(model);
        assertThat(answers.getFirst().tokens().reasoning()).isEqualTo((counted && api.countsThoughts()) ? 7 : 0);
        assertThat(answers.getFirst().tokens().output()).isEqualTo(7 + answers.getFirst().text().split(" ").length);
        assertThat(answers.getFirst().text()).startsWith("Hello from the simulator!");
        assertThat(answers.getLast().text()).startsWith("Hello from the simulator!");
        String second = received().getLast().bodyText();
        if (SIGNING.contains(model)) {
            assertThat(second).contains(SEAL);
        }
        else if (!SILENT.contains(model)) {
            assertThat(second).contains(THOUGHT);
        }
    }

    @ParameterizedTest(name = "{0}, streamed {1}")
    @CsvSource({ "CHAT_COMPLETIONS, false", "CHAT_COMPLETIONS, true", "RESPONSES, false", "RESPONSES, true",
            "MESSAGES, false", "MESSAGES, true", "GENERATE_CONTENT, false", "GENERATE_CONTENT, true", "CONVERSE, false",
            "CONVERSE, true" })
    void comesBackToAProviderOfChatCompletionsThatTellsIt(Api api, boolean streamed) {
        List<SdkAnswer> answers = client(api, streamed).thinkingTwice(WholeGateway.OPEN_THINKER,
                WholeGateway.OPEN_THINKER, prompt());

        assertThat(answers.getFirst().thoughts()).isEqualTo(THOUGHT);
        assertThat(received().getLast().bodyText()).contains("\"reasoning_content\":\"" + THOUGHT + "\"");
    }

    /** As after a fallback. */
    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void isKeptFromAnotherProvider(Api api, String model, boolean streamed) {
        List<String> models = WholeGateway.TRANSLATED;
        String next = models.get((models.indexOf(model) + 1) % models.size());

        SdkAnswer second = client(api, streamed).thinkingTwice(model, next, prompt()).getLast();

        assertThat(second.text()).startsWith("Hello from the simulator!");
        assertThat(received().getLast().bodyText()).doesNotContain(SEAL);
    }

    private static boolean isTold(Api api, String model) {
        return !SILENT.contains(model) && (api.asksForThoughts() || !TOLD_ON_DEMAND.contains(model));
    }

}
