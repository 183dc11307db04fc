package llmgateway.e2e.translation;

/** The APIs of clients, and what cannot even be asked for in some of them. */
enum Api {

    CHAT_COMPLETIONS, RESPONSES, MESSAGES, GENERATE_CONTENT, CONVERSE;

    boolean saysAudio() {
        return this == CHAT_COMPLETIONS || this == GENERATE_CONTENT || this == CONVERSE;
    }

    boolean saysStop() {
        return this != RESPONSES;
    }

    boolean saysChoices() {
        return this == CHAT_COMPLETIONS || this == GENERATE_CONTENT;
    }

    /** Whether answers say how much of the output was thought. */
    boolean countsThoughts() {
        return this != CONVERSE;
    }

    /** Whether a client can ask to be told what the model thinks. */
    boolean asksForThoughts() {
        return this != CHAT_COMPLETIONS;
    }

}
