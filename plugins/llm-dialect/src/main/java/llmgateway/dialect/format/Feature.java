package llmgateway.dialect.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;

/** Something that a request may ask for and not every API can do. */
public enum Feature {

    IMAGE_URL(parts(Feature::isImage, Media.Url.class)),

    IMAGE_INLINE(parts(Feature::isImage, Media.Inline.class)),

    DOCUMENT_URL(parts(Feature::isDocument, Media.Url.class)),

    DOCUMENT_INLINE(parts(Feature::isDocument, Media.Inline.class)),

    DOCUMENT_TEXT(parts(Feature::isDocument, Media.PlainText.class)),

    AUDIO((request) -> anyPart(request, Part.Audio.class::isInstance)),

    /** Files lie at one provider; another cannot read them. */
    FILE_ID(parts((part) -> true, Media.FileId.class)),

    MEDIA_IN_TOOL_RESULT((request) -> anyPart(request,
            (part) -> part instanceof Part.ToolResult result
                    && result.content().stream().anyMatch((inner) -> !(inner instanceof Part.Text)))),

    TOOLS((request) -> !request.tooling().tools().isEmpty()),

    TOOL_CHOICE_NONE(choice(ToolChoice.None.class)),

    TOOL_CHOICE_REQUIRED(choice(ToolChoice.Required.class)),

    TOOL_CHOICE_NAMED(choice(ToolChoice.Named.class)),

    PARALLEL_TOOL_CALLS((request) -> request.tooling().parallel().isPresent(),
            (request) -> request
                .withTooling(new Tooling(request.tooling().tools(), request.tooling().choice(), Optional.empty()))),

    STRICT_TOOLS((request) -> request.tooling().tools().stream().anyMatch((tool) -> tool.strict().isPresent()), tools(
            (tool) -> new Tool(tool.name(), tool.description(), tool.parameters(), Optional.empty(), tool.cache()))),

    JSON_OBJECT((request) -> request.format() instanceof ResponseFormat.JsonObject),

    JSON_SCHEMA((request) -> request.format() instanceof ResponseFormat.JsonSchema),

    REASONING_EFFORT((request) -> request.reasoning().flatMap(Reasoning::effort).isPresent(),
            reasoning((asked) -> new Reasoning(Optional.empty(), asked.budgetTokens(), asked.told()))),

    REASONING_BUDGET((request) -> request.reasoning().filter((asked) -> asked.budgetTokens().isPresent()).isPresent(),
            reasoning((asked) -> new Reasoning(asked.effort(), OptionalLong.empty(), asked.told()))),

    REASONING_TOLD((request) -> request.reasoning().flatMap(Reasoning::told).isPresent(),
            reasoning((asked) -> new Reasoning(asked.effort(), asked.budgetTokens(), Optional.empty()))),

    CACHE_POINT(
            (request) -> anyPart(request, Part.CachePoint.class::isInstance)
                    || request.tooling().tools().stream().anyMatch((tool) -> tool.cache().isPresent()),
            Feature::withoutCachePoints),

    TEMPERATURE((request) -> request.sampling().temperature().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), OptionalDouble.empty(), s.topP(), s.topK(),
                    s.frequencyPenalty(), s.presencePenalty(), s.seed(), s.stop(), s.choices(), s.logprobs(),
                    s.logitBias()))),

    TOP_P((request) -> request.sampling().topP().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), s.temperature(), OptionalDouble.empty(), s.topK(),
                    s.frequencyPenalty(), s.presencePenalty(), s.seed(), s.stop(), s.choices(), s.logprobs(),
                    s.logitBias()))),

    TOP_K((request) -> request.sampling().topK().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), s.temperature(), s.topP(), OptionalInt.empty(),
                    s.frequencyPenalty(), s.presencePenalty(), s.seed(), s.stop(), s.choices(), s.logprobs(),
                    s.logitBias()))),

    FREQUENCY_PENALTY((request) -> request.sampling().frequencyPenalty().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), s.temperature(), s.topP(), s.topK(),
                    OptionalDouble.empty(), s.presencePenalty(), s.seed(), s.stop(), s.choices(), s.logprobs(),
                    s.logitBias()))),

    PRESENCE_PENALTY((request) -> request.sampling().presencePenalty().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), s.temperature(), s.topP(), s.topK(), s.frequencyPenalty(),
                    OptionalDouble.empty(), s.seed(), s.stop(), s.choices(), s.logprobs(), s.logitBias()))),

    SEED((request) -> request.sampling().seed().isPresent(),
            sampling((s) -> new Sampling(s.maxOutputTokens(), s.temperature(), s.topP(), s.topK(), s.frequencyPenalty(),
                    s.presencePenalty(), OptionalLong.empty(), s.stop(), s.choices(), s.logprobs(), s.logitBias()))),

    STOP((request) -> !request.sampling().stop().isEmpty()),

    /** More than one answer to a request. */
    CHOICES((request) -> request.sampling().choices() > 1),

    LOGPROBS((request) -> request.sampling().logprobs().isPresent()),

    LOGIT_BIAS((request) -> !request.sampling().logitBias().isEmpty()),

    USER((request) -> request.service().user().isPresent(),
            service((s) -> new ServiceOptions(Optional.empty(), s.metadata(), s.serviceTier(), s.promptCacheKey()))),

    METADATA((request) -> !request.service().metadata().isEmpty(),
            service((s) -> new ServiceOptions(s.user(), Map.of(), s.serviceTier(), s.promptCacheKey()))),

    SERVICE_TIER((request) -> request.service().serviceTier().isPresent(),
            service((s) -> new ServiceOptions(s.user(), s.metadata(), Optional.empty(), s.promptCacheKey()))),

    PROMPT_CACHE_KEY((request) -> request.service().promptCacheKey().isPresent(),
            service((s) -> new ServiceOptions(s.user(), s.metadata(), s.serviceTier(), Optional.empty())));

    private final Predicate<ChatRequest> asked;

    private final Optional<UnaryOperator<ChatRequest>> removal;

    Feature(Predicate<ChatRequest> asked) {
        this.asked = asked;
        this.removal = Optional.empty();
    }

    Feature(Predicate<ChatRequest> asked, UnaryOperator<ChatRequest> removal) {
        this.asked = asked;
        this.removal = Optional.of(removal);
    }

    /** All that a request asks for. */
    public static Set<Feature> askedBy(ChatRequest request) {
        Set<Feature> asked = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (feature.asked.test(request)) {
                asked.add(feature);
            }
        }
        return asked;
    }

    /** Whether a request makes sense without it. */
    public boolean canBeDropped() {
        return this.removal.isPresent();
    }

    /**
     * @throws IllegalStateException if it cannot be dropped
     */
    public ChatRequest removedFrom(ChatRequest request) {
        return this.removal.orElseThrow(() -> new IllegalStateException(this + " cannot be dropped")).apply(request);
    }

    private static Predicate<ChatRequest> choice(Class<? extends ToolChoice> kind) {
        return (request) -> request.tooling().choice().filter(kind::isInstance).isPresent();
    }

    private static Predicate<ChatRequest> parts(Predicate<Part> wanted, Class<? extends Media> kind) {
        return (request) -> anyPart(request,
                (part) -> wanted.test(part) && media(part).filter(kind::isInstance).isPresent());
    }

    private static boolean isImage(Part part) {
        return part instanceof Part.Image;
    }

    private static boolean isDocument(Part part) {
        return part instanceof Part.Document;
    }

    private static Optional<Media> media(Part part) {
        return switch (part) {
            case Part.Image image -> Optional.of(image.media());
            case Part.Document document -> Optional.of(document.media());
            case Part.Audio audio -> Optional.of(audio.media());
            default -> Optional.empty();
        };
    }

    /** Of messages, and of the tool results in them. */
    private static boolean anyPart(ChatRequest request, Predicate<Part> wanted) {
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (wanted.test(part)
                        || (part instanceof Part.ToolResult result && result.content().stream().anyMatch(wanted))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static UnaryOperator<ChatRequest> sampling(UnaryOperator<Sampling> change) {
        return (request) -> request.withSampling(change.apply(request.sampling()));
    }

    private static UnaryOperator<ChatRequest> service(UnaryOperator<ServiceOptions> change) {
        return (request) -> request.withService(change.apply(request.service()));
    }

    private static UnaryOperator<ChatRequest> reasoning(UnaryOperator<Reasoning> change) {
        return (request) -> request.withReasoning(request.reasoning().map(change));
    }

    private static UnaryOperator<ChatRequest> tools(Function<Tool, Tool> change) {
        return (request) -> request.withTooling(new Tooling(request.tooling().tools().stream().map(change).toList(),
                request.tooling().choice(), request.tooling().parallel()));
    }

    private static ChatRequest withoutCachePoints(ChatRequest request) {
        List<Message> messages = request.messages()
            .stream()
            .map((message) -> new Message(message.role(), withoutCachePoints(message.parts())))
            .toList();
        return tools(
                (tool) -> new Tool(tool.name(), tool.description(), tool.parameters(), tool.strict(), Optional.empty()))
            .apply(request.withMessages(messages));
    }

    private static List<Part> withoutCachePoints(List<Part> parts) {
        return parts.stream()
            .filter((part) -> !(part instanceof Part.CachePoint))
            .map((part) -> (part instanceof Part.ToolResult result)
                    ? new Part.ToolResult(result.callId(), withoutCachePoints(result.content()), result.failed())
                    : part)
            .toList();
    }

}
