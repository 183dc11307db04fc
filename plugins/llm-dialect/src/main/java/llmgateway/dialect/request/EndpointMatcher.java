package llmgateway.dialect.request;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;

/**
 * Knows which endpoint a method and path mean. Paths are compared exactly: no case
 * folding, no trailing slash, no dot segments, nothing percent-encoded. Immutable.
 */
public final class EndpointMatcher {

    private static final String MODELS = "/v1/models";

    /**
     * As openai-java 4.101.0 and anthropic-java 3.12.0 call them; rerank as Cohere (v2)
     * and Jina (v1) have it.
     */
    private static final Map<String, Endpoint> POSTS = Map.ofEntries(
            Map.entry("/v1/chat/completions", Endpoint.CHAT_COMPLETIONS),
            Map.entry("/v1/responses", Endpoint.RESPONSES), Map.entry("/v1/completions", Endpoint.COMPLETIONS),
            Map.entry("/v1/embeddings", Endpoint.EMBEDDINGS),
            Map.entry("/v1/images/generations", Endpoint.IMAGE_GENERATIONS),
            Map.entry("/v1/images/edits", Endpoint.IMAGE_EDITS),
            Map.entry("/v1/images/variations", Endpoint.IMAGE_VARIATIONS),
            Map.entry("/v1/audio/speech", Endpoint.SPEECH),
            Map.entry("/v1/audio/transcriptions", Endpoint.TRANSCRIPTIONS),
            Map.entry("/v1/audio/translations", Endpoint.TRANSLATIONS),
            Map.entry("/v1/moderations", Endpoint.MODERATIONS), Map.entry("/v1/rerank", Endpoint.RERANK),
            Map.entry("/v2/rerank", Endpoint.RERANK), Map.entry("/v1/messages", Endpoint.MESSAGES),
            Map.entry("/v1/messages/count_tokens", Endpoint.COUNT_TOKENS));

    private static final String GEMINI_MODELS = "/v1beta/models";

    /** Google's, as google-genai for Python 3.3.0 calls it. */
    private static final List<Verb> GEMINI_VERBS = List.of(
            new Verb(":generateContent", Endpoint.GENERATE_CONTENT, false),
            new Verb(":streamGenerateContent", Endpoint.GENERATE_CONTENT, true),
            new Verb(":countTokens", Endpoint.GEMINI_COUNT_TOKENS, false));

    private static final String BEDROCK_MODELS = "/model";

    /** Amazon Bedrock's, as awssdk bedrockruntime 2.x calls it. */
    private static final List<Verb> BEDROCK_VERBS = List.of(new Verb("/converse", Endpoint.CONVERSE, false),
            new Verb("/converse-stream", Endpoint.CONVERSE, true));

    /** What may be done with a model that stands in the path, behind what. */
    private static final Map<String, List<Verb>> VERBS = Map.of(GEMINI_MODELS, GEMINI_VERBS, MODELS, GEMINI_VERBS,
            BEDROCK_MODELS, BEDROCK_VERBS);

    private final Map<String, Endpoint> posts = new HashMap<>();

    private final List<String> modelsPaths;

    /** In the order of the prefixes. */
    private final Map<String, List<Verb>> verbs = new LinkedHashMap<>();

    /**
     * @param prefixes what may stand before {@code /v1}: empty, or beginning with a slash
     * and not ending with one
     * @throws IllegalArgumentException if a prefix is anything else
     */
    public EndpointMatcher(List<String> prefixes) {
        for (String prefix : prefixes) {
            if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/") || !isPlain(prefix))) {
                throw new IllegalArgumentException("a path prefix must be empty, or begin but not end with a slash");
            }
            POSTS.forEach((path, endpoint) -> this.posts.put(prefix + path, endpoint));
            VERBS.forEach((models, verbs) -> this.verbs.put(prefix + models + "/", verbs));
        }
        this.modelsPaths = prefixes.stream()
            .flatMap((prefix) -> Stream.of(prefix + MODELS, prefix + GEMINI_MODELS))
            .toList();
    }

    public static EndpointMatcher withDefaults() {
        return new EndpointMatcher(List.of("", "/openai", "/anthropic"));
    }

    /**
     * @param method in capitals
     * @param path decoded, without the query
     * @param headers tell the dialects apart where the path does not
     */
    public Match match(String method, String path, Headers headers) {
        if (!isPlain(path)) {
            return notFound(method, path, headers);
        }
        Endpoint post = this.posts.get(path);
        if (post != null) {
            return allowedOnly("POST", method, path, new Match.Found(post, Optional.empty()));
        }
        Optional<Match.Found> called = called(path);
        if (called.isPresent()) {
            return allowedOnly("POST", method, path, called.get());
        }
        for (String models : this.modelsPaths) {
            if (path.equals(models)) {
                return allowedOnly("GET", method, path, listOfModels(path, headers));
            }
            if (path.startsWith(models) && path.charAt(models.length()) == '/') {
                return allowedOnly("GET", method, path, oneModel(path, headers, path.substring(models.length() + 1)));
            }
        }
        return notFound(method, path, headers);
    }

    /** What is to be done with the model in the path, which may hold slashes. */
    private Optional<Match.Found> called(String path) {
        for (Map.Entry<String, List<Verb>> models : this.verbs.entrySet()) {
            for (Verb verb : models.getValue()) {
                int begin = models.getKey().length();
                int end = path.length() - verb.suffix().length();
                if (end > begin && path.startsWith(models.getKey()) && path.endsWith(verb.suffix())) {
                    return Optional.of(new Match.Found(verb.endpoint(),
                            Optional.of(new OriginalModel(path.substring(begin, end))), verb.stream()));
                }
            }
        }
        return Optional.empty();
    }

    private static Match.Found listOfModels(String path, Headers headers) {
        Endpoint endpoint = speaksGemini(path, headers) ? Endpoint.GEMINI_MODELS
                : speaksAnthropic(headers) ? Endpoint.ANTHROPIC_MODELS : Endpoint.MODELS;
        return new Match.Found(endpoint, Optional.empty());
    }

    private static Match.Found oneModel(String path, Headers headers, String model) {
        Endpoint endpoint = speaksGemini(path, headers) ? Endpoint.GEMINI_MODEL
                : speaksAnthropic(headers) ? Endpoint.ANTHROPIC_MODEL : Endpoint.MODEL;
        return new Match.Found(endpoint, Optional.of(new OriginalModel(model)));
    }

    private static Match allowedOnly(String allowed, String method, String path, Match.Found found) {
        if (method.equals(allowed)) {
            return found;
        }
        return new Match.NotFound(found.endpoint().dialect(), Rejects.methodNotAllowed(method, path, allowed));
    }

    private static Match notFound(String method, String path, Headers headers) {
        if (speaksGemini(path, headers)) {
            return new Match.NotFound(Dialect.GEMINI, Rejects.unknownEndpoint(method, path));
        }
        if (path.contains(BEDROCK_MODELS + "/")) {
            return new Match.NotFound(Dialect.BEDROCK, Rejects.unknownEndpoint(method, path));
        }
        boolean anthropic = speaksAnthropic(headers) || headers.contains("x-api-key") || path.startsWith("/anthropic/")
                || path.contains("/messages");
        return new Match.NotFound(anthropic ? Dialect.ANTHROPIC : Dialect.OPENAI,
                Rejects.unknownEndpoint(method, path));
    }

    /** Whoever checked the key has taken it off; Google's SDKs name themselves too. */
    private static boolean speaksGemini(String path, Headers headers) {
        return headers.contains("x-goog-api-client") || headers.contains("x-goog-api-key") || path.contains("/v1beta/");
    }

    private static boolean speaksAnthropic(Headers headers) {
        return headers.contains("anthropic-version");
    }

    /**
     * Whether every reader of the path understands the same: a slash before every
     * segment, no segment that is empty or only dots, and no character that URLs give a
     * meaning.
     */
    private static boolean isPlain(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return path.chars().noneMatch((c) -> c <= ' ' || c > '~' || "%?#\\;".indexOf(c) >= 0);
    }

    /**
     * @param suffix behind the model
     * @param stream whether it asks for a stream
     */
    private record Verb(String suffix, Endpoint endpoint, boolean stream) {
    }

    /** Which endpoint is meant, if any. */
    public sealed interface Match {

        /**
         * @param modelInPath for the endpoints that have the model in their path; may
         * hold slashes
         * @param streamInPath whether the path asks for a stream, where it is the path
         * that says so
         */
        record Found(Endpoint endpoint, Optional<OriginalModel> modelInPath, boolean streamInPath) implements Match {

            public Found(Endpoint endpoint, Optional<OriginalModel> modelInPath) {
                this(endpoint, modelInPath, false);
            }

        }

        /**
         * @param dialect the likely one
         */
        record NotFound(Dialect dialect, Reject reject) implements Match {
        }

    }

}
