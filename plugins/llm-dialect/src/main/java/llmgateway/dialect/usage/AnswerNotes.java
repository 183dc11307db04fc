package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import llmgateway.core.model.ResponseModel;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Completion;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.UsageReading;

/** What is known of an answer so far. Of most things the last word wins. */
final class AnswerNotes {

    /** Of an answer of usual length that is all of it. */
    private static final int LONGEST_SAMPLE = 16 * 1024;

    private static final Predicate<String> SMALL_NUMBER = Pattern.compile("[0-9]{1,3}").asMatchPredicate();

    private UsageReading usage = new UsageReading.Absent();

    private Optional<ResponseModel> model = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    private Optional<String> id = Optional.empty();

    /** By the index of the choice. */
    private final Map<Integer, String> finishReasons = new TreeMap<>();

    private boolean whole;

    private boolean error;

    private boolean tokenSeen;

    private final StringBuilder sample = new StringBuilder();

    private long delivered;

    /** Notes what stands at the top of the documents of every family. */
    void common(JsonDocument document) {
        model(document.text("model"));
        id(document.text("id"));
        if (document.has("error")) {
            error();
        }
    }

    void usage(UsageReading reading) {
        this.usage = reading;
    }

    UsageReading usage() {
        return this.usage;
    }

    void model(Optional<String> name) {
        name.ifPresent((known) -> this.model = Optional.of(new ResponseModel(known)));
    }

    void id(Optional<String> known) {
        if (known.isPresent()) {
            this.id = known;
        }
    }

    /** Beyond {@link Completion#MOST_REASONS} choices none is noted. */
    void finishReason(int choice, Optional<String> reason) {
        if (reason.isPresent() && choice >= 0 && choice < Completion.MOST_REASONS) {
            this.finishReasons.put(choice, reason.get());
        }
    }

    /**
     * Notes reasons of a document: a piece of a stream is about one choice, a whole
     * answer about all of them.
     * @param choice of a piece
     */
    void finishReasons(List<String> reasons, Optional<String> choice) {
        for (int i = 0; i < reasons.size(); i++) {
            int index = (reasons.size() > 1) ? i : choice.filter(SMALL_NUMBER).map(Integer::parseInt).orElse(0);
            finishReason(index, Optional.of(reasons.get(i)));
        }
    }

    void serviceTier(Optional<String> tier) {
        if (tier.isPresent()) {
            this.serviceTier = tier;
        }
    }

    void whole() {
        this.whole = true;
    }

    /** Whether nothing of the model's is to come any more. */
    boolean endSeen() {
        return this.whole || !this.finishReasons.isEmpty();
    }

    void error() {
        this.error = true;
    }

    boolean isError() {
        return this.error;
    }

    void token() {
        this.tokenSeen = true;
    }

    boolean tokenSeen() {
        return this.tokenSeen;
    }

    /**
     * Notes what the document has collected: words of the model, on their way to the
     * client.
     */
    void delivered(JsonDocument document) {
        CharSequence text = document.collected();
        if (text.isEmpty()) {
            return;
        }
        this.delivered += text.length() + document.leftOut();
        this.sample.append(text, 0, Math.min(text.length(), LONGEST_SAMPLE - this.sample.length()));
    }

    AnswerReading reading() {
        return new AnswerReading(this.usage, this.model, this.serviceTier, this.whole, this.error,
                new DeliveredText(this.sample.toString(), this.delivered),
                new Completion(this.id, List.copyOf(this.finishReasons.values())));
    }

}
