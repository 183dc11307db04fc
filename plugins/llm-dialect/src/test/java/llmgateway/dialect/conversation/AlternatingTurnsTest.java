package llmgateway.dialect.conversation;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static llmgateway.dialect.conversation.Role.ASSISTANT;
import static llmgateway.dialect.conversation.Role.SYSTEM;
import static llmgateway.dialect.conversation.Role.USER;
import static org.assertj.core.api.Assertions.assertThat;

class AlternatingTurnsTest {

    @Test
    void messagesOfOneRoleAreOneTurnAndBlankTextsAreLeftOut() {
        AlternatingTurns turns = of(true, said(SYSTEM, "s1"), said(SYSTEM, "s2"), said(USER, "a"), said(USER, " \n"),
                said(USER, "b"), said(ASSISTANT, "c"), said(ASSISTANT, "d"), said(USER, "e"));

        assertThat(turns.system()).containsExactly(text("s1"), text("s2"));
        assertThat(turns.turns()).containsExactly(new Message(USER, List.of(text("a"), text("b"))),
                new Message(ASSISTANT, List.of(text("c"), text("d"))), said(USER, "e"));
    }

    @Test
    void aSystemMessageStaysBehindTheUsersTurnWhereItMay() {
        Message[] messages = { said(USER, "a"), said(SYSTEM, "s"), said(USER, "b"), said(ASSISTANT, "c"),
                said(SYSTEM, "t"), said(USER, "d") };

        assertThat(of(true, messages).turns()).containsExactly(new Message(USER, List.of(text("a"), text("b"))),
                said(SYSTEM, "s"), said(ASSISTANT, "c"), said(USER, "d"), said(SYSTEM, "t"));
        assertThat(of(false, messages).system()).containsExactly(text("s"), text("t"));
        assertThat(of(false, messages).turns()).hasSize(3);
    }

    @Test
    void whatTheSystemSaysAfterTheModelIsAnswered() {
        for (boolean systemAmongTurns : new boolean[] { true, false }) {
            assertThat(of(systemAmongTurns, said(USER, "a"), said(ASSISTANT, "b"), said(SYSTEM, "sum up")).turns())
                .endsWith(said(USER, "sum up"));
        }
    }

    @Test
    void theUserBeginsWhoeverSpokeFirst() {
        assertThat(of(true, said(SYSTEM, "say hi")))
            .isEqualTo(new AlternatingTurns(List.of(), List.of(said(USER, "say hi"))));
        assertThat(of(true, said(ASSISTANT, "hi"), said(USER, "a")).turns()).extracting(Message::role)
            .containsExactly(USER, ASSISTANT, USER);
        assertThat(of(true).turns()).extracting(Message::role).containsExactly(USER);
    }

    @Test
    void resultsOfToolsComeFirstAndKeepTheirCachePoints() {
        Part call = new Part.ToolCall("1", "t", JsonNodeFactory.instance.objectNode(), Optional.empty());
        Part result = new Part.ToolResult("1", List.of(), false);
        Part point = new Part.CachePoint(CacheLifetime.USUAL);

        AlternatingTurns turns = of(true, said(USER, "a"), new Message(ASSISTANT, List.of(call)), said(USER, "b"),
                new Message(USER, List.of(result, point, text("c"))));

        assertThat(turns.turns().getLast().parts()).containsExactly(result, point, text("b"), text("c"));
    }

    @Test
    void partsThatCannotBeSaidAreLeftOutBeforeTurnsAreMade() {
        Message thought = new Message(ASSISTANT, List.of(new Part.Thinking("hm", Optional.empty())));

        assertThat(AlternatingTurns
            .of(List.of(said(USER, "a"), thought, said(USER, "b")), (part) -> part instanceof Part.Text, true)
            .turns()).containsExactly(new Message(USER, List.of(text("a"), text("b"))));
    }

    private static AlternatingTurns of(boolean systemAmongTurns, Message... messages) {
        return AlternatingTurns.of(List.of(messages), (part) -> true, systemAmongTurns);
    }

    private static Message said(Role role, String text) {
        return new Message(role, List.of(text(text)));
    }

    private static Part text(String text) {
        return new Part.Text(text);
    }

}
