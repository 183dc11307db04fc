package llmgateway.runner.pipeline;

/** How the filters of a call came to their end. */
sealed interface ChainEnd {

    /** The chain was run through, or a filter answered. */
    record Finished() implements ChainEnd {
    }

    record Failed(String plugin, Throwable cause) implements ChainEnd {
    }

    /**
     * @param plugin the one that was entered last
     */
    record TimedOut(String plugin) implements ChainEnd {
    }

    /** As {@link Outcome.Abandoned}. */
    record Abandoned() implements ChainEnd {
    }

}
