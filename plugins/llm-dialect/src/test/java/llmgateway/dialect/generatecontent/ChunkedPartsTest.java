package llmgateway.dialect.generatecontent;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client puts into the next turn of a stream that it got. */
class ChunkedPartsTest {

    private static final Optional<Signature> SIGNED = Optional.of(new Signature("gemini", "s"));

    @Test
    void joinsTextsAndThoughtsUpToTheirSignature() {
        assertThat(ChunkedParts.joined(List.of(thought("I ", Optional.empty()), thought("think", Optional.empty()),
                thought("", SIGNED), thought("more", Optional.empty()), new Part.Text("Hel"), new Part.Text("lo"))))
            .containsExactly(thought("I think", SIGNED), thought("more", Optional.empty()), new Part.Text("Hello"));
    }

    @Test
    void leavesTheRestAsItIs() {
        List<Part> parts = List.of(new Part.Text("a"), new Part.HiddenThinking(SIGNED.orElseThrow()),
                new Part.Text("b"));

        assertThat(ChunkedParts.joined(parts)).isEqualTo(parts);
    }

    private static Part thought(String text, Optional<Signature> signature) {
        return new Part.Thinking(text, signature);
    }

}
