package llmgateway.budget.estimate;

import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.core.call.Call;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.upstream.Routed;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Tells what a call will use at most, before it is sent. Reads the prompt once.
 * Thread-safe.
 */
public final class UsageBound {

    /**
     * Perplexity's models and those of OpenAI that are made for it search unasked (their
     * model pages, November 2026).
     */
    private static final Pattern SEARCHES = Pattern.compile("sonar|search");

    /** Deep research reads what it finds in many rounds, and counts it as input. */
    private static final Pattern RESEARCHES = Pattern.compile("deep-research");

    private final EstimateSettings settings;

    private final Tokenizers tokenizers;

    public UsageBound(EstimateSettings settings) {
        this.settings = settings;
        this.tokenizers = new Tokenizers(settings.unknownTokenizer());
    }

    /**
     * No call of the endpoint that obeys the terms uses more of any meter, or, of meters
     * that stand for one another, costs more.
     * @param terms of the target that serves the call
     */
    public Usage of(Call call, Routed routed, ModelTerms terms) {
        return switch (call.endpoint()) {
            case COUNT_TOKENS, GEMINI_COUNT_TOKENS, MODELS, MODEL, ANTHROPIC_MODELS, ANTHROPIC_MODEL, GEMINI_MODELS,
                    GEMINI_MODEL ->
                Usage.NONE;
            default -> Usage.of(Meter.REQUESTS, 1).plus(read(call, routed, terms));
        };
    }

    /**
     * Tokens of a text, beyond a length by its bytes.
     * @param tokenizer as in {@link ModelTerms#tokenizer}
     */
    long tokens(String text, Optional<String> tokenizer) {
        return new BoundedCount(this.tokenizers.named(tokenizer), this.settings.tokenizedCharacters()).count(text);
    }

    private Usage read(Call call, Routed routed, ModelTerms terms) {
        InputEstimate input = new InputEstimate(
                new BoundedCount(this.tokenizers.named(terms.tokenizer()), this.settings.tokenizedCharacters()),
                imageRule(routed), routed.target().dialect(), this.settings.audioBytesPerSecond());
        routed.prompt().tell(input);
        MeterChoice meters = new MeterChoice(terms.price(), call.serviceTier(), input);
        OutputBound output = new OutputBound(call, terms, this.settings);
        return switch (call.endpoint()) {
            case COMPLETIONS -> {
                long prompts = Math.max(1, input.turns());
                yield meters.input(withinWindow(input.plainTokens(), prompts, terms))
                    .plus(meters.output(output.ofPrompts(prompts)));
            }
            case EMBEDDINGS, MODERATIONS -> plain(input, meters, terms);
            case RERANK -> rerank(input, meters);
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS ->
                plain(input, meters, terms).plus(imagesMade(input, output, routed, 1));
            case SPEECH -> meters.input(input.plainTokens())
                .plus(MeterChoice.of(Meter.SPEECH_CHARACTERS, input.spokenCharacters()))
                .plus(MeterChoice.of(Meter.AUDIO_OUTPUT_TOKENS, output.ofSpeech(input.spokenCharacters())));
            case TRANSCRIPTIONS, TRANSLATIONS -> transcription(input, meters, output);
            default -> chat(input, meters, routed, terms).plus(meters.output(output.ofPrompts(1)))
                .plus(imagesMade(input, output, routed, rounds(input, routed)));
        };
    }

    private Usage chat(InputEstimate input, MeterChoice meters, Routed routed, ModelTerms terms) {
        long rounds = rounds(input, routed);
        Usage searches = MeterChoice.of(Meter.WEB_SEARCHES, searches(input, routed));
        boolean reachesOut = input.isElsewhere() || rounds > 1 || input.providerTools() > 0;
        long told = input.chatTokens() + input.imageTokens() + input.audioTokens();
        if (reachesOut) {
            long most = terms.contextWindow().orElse(told + this.settings.contextWindow());
            return searches.plus(mixed(input, meters, multiplied(most, rounds)));
        }
        long window = terms.contextWindow().orElse(Long.MAX_VALUE);
        if (told > window) {
            return searches.plus(mixed(input, meters, window));
        }
        return searches.plus(meters.input(input.chatTokens()))
            .plus(meters.input(input.imageTokens(), Meter.IMAGE_INPUT_TOKENS))
            .plus(meters.input(input.audioTokens(), Meter.AUDIO_INPUT_TOKENS));
    }

    /** Input of which no more is known than its length. */
    private static Usage mixed(InputEstimate input, MeterChoice meters, long tokens) {
        if (input.isElsewhere() || input.imageTokens() > 0 && input.audioTokens() > 0) {
            return meters.input(tokens, Meter.IMAGE_INPUT_TOKENS, Meter.AUDIO_INPUT_TOKENS);
        }
        if (input.audioTokens() > 0) {
            return meters.input(tokens, Meter.AUDIO_INPUT_TOKENS);
        }
        return (input.imageTokens() > 0) ? meters.input(tokens, Meter.IMAGE_INPUT_TOKENS) : meters.input(tokens);
    }

    /**
     * Inputs that each have the window to themselves, so that it bounds none of the sum.
     */
    private Usage plain(InputEstimate input, MeterChoice meters, ModelTerms terms) {
        long beyond = input.isElsewhere() ? terms.contextWindow().orElse(this.settings.contextWindow()) : 0;
        return meters.input(input.plainTokens() + beyond)
            .plus(meters.input(input.imageTokens(), Meter.IMAGE_INPUT_TOKENS))
            .plus(meters.input(input.audioTokens(), Meter.AUDIO_INPUT_TOKENS));
    }

    private static long withinWindow(long tokens, long inputs, ModelTerms terms) {
        return terms.contextWindow().isPresent()
                ? Math.min(tokens, multiplied(terms.contextWindow().getAsLong(), inputs)) : tokens;
    }

    /**
     * The query counts once a document (Voyage, Rerank API, November 2026). Cohere bills
     * a search for every 100 chunks of 500 tokens, the query's included (Pricing,
     * November 2026).
     */
    private static Usage rerank(InputEstimate input, MeterChoice meters) {
        long documents = Math.max(1, input.turns() - 1);
        long query = input.lastTurnTokens();
        long texts = input.plainTokens() - query;
        long chunks = documents + texts / Math.max(1, 500 - query);
        return meters.input(texts + multiplied(query, documents))
            .plus(MeterChoice.of(Meter.RERANK_SEARCHES, Math.ceilDiv(chunks, 100)));
    }

    private Usage transcription(InputEstimate input, MeterChoice meters, OutputBound output) {
        long seconds = input.audioSeconds();
        if (input.isElsewhere()) {
            // As a file of 25 MB, the most that OpenAI takes (Speech to text, November
            // 2026).
            seconds += Math.ceilDiv(25L * 1024 * 1024, this.settings.audioBytesPerSecond());
        }
        return MeterChoice.of(Meter.AUDIO_INPUT_SECONDS, seconds)
            .plus(meters.input(input.plainTokens()))
            .plus(meters.input(seconds * InputEstimate.AUDIO_PER_SECOND, Meter.AUDIO_INPUT_TOKENS))
            .plus(meters.output(output.ofTranscript(seconds)));
    }

    private static Usage imagesMade(InputEstimate input, OutputBound output, Routed routed, long rounds) {
        long images = multiplied(input.imagesToMake(), rounds);
        return MeterChoice.of(Meter.IMAGES, images)
            .plus(MeterChoice.of(Meter.IMAGE_OUTPUT_TOKENS, output.ofImages(images, routed)));
    }

    private long rounds(InputEstimate input, Routed routed) {
        boolean many = input.providerTools() > 0 || isNamed(routed, RESEARCHES);
        return many ? this.settings.providerToolRounds() : 1;
    }

    private long searches(InputEstimate input, Routed routed) {
        long tools = input.providerTools() + (isNamed(routed, SEARCHES) || isNamed(routed, RESEARCHES) ? 1 : 0);
        return multiplied(tools, this.settings.providerToolRounds());
    }

    /** By the name the provider knows, or where that tells nothing by the catalogue's. */
    private static ImageTokens imageRule(Routed routed) {
        Optional<ImageTokens> byTarget = ImageTokens.ofModel(routed.target().model().name());
        return byTarget.or(() -> ImageTokens.ofModel(routed.model().name())).orElse(ImageTokens.ANY);
    }

    private static boolean isNamed(Routed routed, Pattern pattern) {
        return pattern.matcher(routed.target().model().name()).find() || pattern.matcher(routed.model().name()).find();
    }

    /** Stays at the largest long rather than wrap; neither is negative. */
    private static long multiplied(long amount, long times) {
        return (Math.multiplyHigh(amount, times) == 0 && amount * times >= 0) ? amount * times : Long.MAX_VALUE;
    }

}
