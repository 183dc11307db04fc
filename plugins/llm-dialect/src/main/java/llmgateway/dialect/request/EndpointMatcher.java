package llmgateway.dialect.request;

import java.util.HashMap;
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

    private static final String GENERATE_STREAM = ":streamGenerateContent";

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

    /**
     * Versions of the Gemini API (google-genai for Python 3.3.0), whose models stand in
     * the path.
     */
    private static final List<String> GEMINI_MODELS = List.of("/v1beta/models/", MODELS + "/");

    private static final String GEMINI_LIST = "/v1beta/models";

    /** What may stand behind a model of the Gemini API. */
    private static final Map<String, Endpoint> GEMINI_VERBS = Map.of(":generateContent", Endpoint.GENERATE_CONTENT,
            GENERATE_STREAM, Endpoint.GENERATE_CONTENT, ":countTokens", Endpoint.GEMINI_COUNT_TOKENS);

    /**
     * Amazon Bedrock's, as awssdk bedrockruntime 2.x calls it; the model's id may hold
     * slashes.
     */
    private static final String CONVERSE_MODELS = "/model/";

    private static final String CONVERSE = "/converse";

    private static final String CONVERSE_STREAM = "/converse-stream";

    private final Map<String, Endpoint> posts = new HashMap<>();

    private final List<String> modelsPaths;

    private final List<String> geminiModelsPaths;

    private final List<String> converseModelsPaths;

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
        }
        this.modelsPaths = prefixes.stream()
            .flatMap((prefix) -> Stream.of(prefix + MODELS, prefix + GEMINI_LIST))
            .toList();
        this.geminiModelsPaths = prefixes.stream()
            .flatMap((prefix) -> GEMINI_MODELS.stream().map((models) -> prefix + models))
            .toList();
        this.converseModelsPaths = prefixes.stream().map((prefix) -> prefix + CONVERSE_MODELS).toList();
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
        for (String models : this.geminiModelsPaths) {
            Optional<Match.Found> called = path.startsWith(models) ? called(path.substring(models.length()))
                    : Optional.empty();
            if (called.isPresent()) {
                return allowedOnly("POST", method, path, called.get());
            }
        }
        for (String models : this.converseModelsPaths) {
            Optional<Match.Found> converse = path.startsWith(models) ? converse(path.substring(models.length()))
                    : Optional.empty();
            if (converse.isPresent()) {
                return allowedOnly("POST", method, path, converse.get());
            }
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

    /**
     * @param call the model, and what is to be done with it
     */
    private static Optional<Match.Found> called(String call) {
        for (Map.Entry<String, Endpoint> verb : GEMINI_VERBS.entrySet()) {
            if (call.endsWith(verb.getKey()) && call.length() > verb.getKey().length()) {
                OriginalModel model = new OriginalModel(call.substring(0, call.length() - verb.getKey().length()));
                return Optional
                    .of(new Match.Found(verb.getValue(), Optional.of(model), verb.getKey().equals(GENERATE_STREAM)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Match.Found> converse(String call) {
        for (String verb : List.of(CONVERSE, CONVERSE_STREAM)) {
            if (call.endsWith(verb) && call.length() > verb.length()) {
                OriginalModel model = new OriginalModel(call.substring(0, call.length() - verb.length()));
                return Optional
                    .of(new Match.Found(Endpoint.CONVERSE, Optional.of(model), verb.equals(CONVERSE_STREAM)));
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
        if (path.contains(CONVERSE_MODELS)) {
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
